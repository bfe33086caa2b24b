export {
  opcodes,
  rcodes,
  recordClasses,
  type CodeTable,
  type Opcode,
  type Rcode,
  type RecordClass,
} from './codes.ts';
export { decodeMessage, type DecodeOptions } from './decode.ts';
export { extendedErrorsOf, type Edns, type EdnsOption } from './edns.ts';
export { encodeMessage, type EncodeOptions } from './encode.ts';
export type { Message, Question, ResourceRecord } from './message.ts';
export { queryMessage } from './query-message.ts';

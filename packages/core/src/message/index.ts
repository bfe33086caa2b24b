export {
  opcodes,
  rcodes,
  recordClasses,
  type CodeTable,
  type Opcode,
  type Rcode,
  type RecordClass,
} from './codes.ts';
export { decodeMessage } from './decode.ts';
export { extendedErrorsOf, type Edns, type EdnsOption } from './edns.ts';
export { encodeMessage } from './encode.ts';
export type { Message, Question, ResourceRecord } from './message.ts';
export { queryMessage } from './query-message.ts';

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
export { extendedErrorsOf, optionsOf, type Edns } from './edns.ts';
export {
  ednsOptionCodes,
  type EdnsOption,
  type EdnsOptionData,
  type EdnsOptionName,
  type NumberedEdnsOption,
} from './edns-option.ts';
export { encodeMessage, type EncodeOptions } from './encode.ts';
export type { Message, Question, ResourceRecord } from './message.ts';
export type { Chain } from './options/chain.ts';
export type { ClientSubnet } from './options/client-subnet.ts';
export type { Cookie } from './options/cookie.ts';
export type { Expire } from './options/expire.ts';
export { extendedErrorPurposes, type ExtendedErrorOption } from './options/extended-error.ts';
export type { KeyTag } from './options/key-tag.ts';
export type { Llq } from './options/llq.ts';
export type { Nsid } from './options/nsid.ts';
export type { Padding } from './options/padding.ts';
export type { ReportChannel } from './options/report-channel.ts';
export type { Tag } from './options/tag.ts';
export type { TcpKeepalive } from './options/tcp-keepalive.ts';
export type { UnderstoodAlgorithms } from './options/understood-algorithms.ts';
export type { UpdateLease } from './options/update-lease.ts';
export type { ZoneVersion } from './options/zone-version.ts';
export { queryMessage } from './query-message.ts';
export { parseQuestionType, questionTypeCode, questionTypeOf, type QuestionType } from './question-type.ts';

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
export { optionsOf, type Edns } from './edns.ts';
export {
  ednsOptionCodes,
  type EdnsOption,
  type EdnsOptionData,
  type EdnsOptionName,
  type NumberedEdnsOption,
} from './edns-option.ts';
export { encodeMessage, type EncodeOptions } from './encode.ts';
export { encodeQuery, type QueryFields } from './encode-query.ts';
export type { Message, Question, ResourceRecord } from './message.ts';
export type { ChainOption } from './options/chain.ts';
export type { ClientSubnetOption } from './options/client-subnet.ts';
export type { CookieOption } from './options/cookie.ts';
export type { ExpireOption } from './options/expire.ts';
export type { ExtendedErrorOption } from './options/extended-error.ts';
export type { KeyTagOption } from './options/key-tag.ts';
export type { LlqOption } from './options/llq.ts';
export type { NsidOption } from './options/nsid.ts';
export type { PaddingOption } from './options/padding.ts';
export type { ReportChannelOption } from './options/report-channel.ts';
export type { TagOption } from './options/tag.ts';
export type { TcpKeepaliveOption } from './options/tcp-keepalive.ts';
export type { UnderstoodAlgorithmsOption } from './options/understood-algorithms.ts';
export type { UpdateLeaseOption } from './options/update-lease.ts';
export type { ZoneVersionOption } from './options/zone-version.ts';
export { queryMessage } from './query-message.ts';
export { resourceRecord } from './resource-record.ts';
export { parseQuestionType, questionTypeCode, questionTypeOf, type QuestionType } from './question-type.ts';

export * from './header.ts';
export * from './ip-address.ts';
export * from './limits.ts';
export { haveEqualOctets, isReplyTo, questionEnd } from './question-match.ts';
export { u16At, u32At } from './octets.ts';
export type { ReadName } from './read-names.ts';
export { Reader } from './reader.ts';
export { type NameForm, Writer } from './writer.ts';
export { WRITTEN_ROOT } from './written-names.ts';

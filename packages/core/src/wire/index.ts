export * from './header.ts';
export * from './ip-address.ts';
export * from './limits.ts';
export { isReplyTo, questionEnd } from './question-match.ts';
export { Reader } from './reader.ts';
export { type NameForm, Writer } from './writer.ts';

import type { MessageText } from './message-text.ts';

/** What a contender of the codec's suites does, by its own library's means. */
export interface Codec<Message> {
  readonly version: string;
  /** As whoever uses the library does it; octets come in Buffers, as Node's sockets give them. */
  decode(octets: Buffer): Message;
  /** Reads every field, names and addresses as text; a sum of what there was. */
  read(message: Message): number;
  /** What was read, to be compared. */
  textOf(message: Message): MessageText;
  /** How many questions and records a message has, OPT apart. */
  count(message: Message): number;
  /** What a resolver needs of a reply, and no more. Throws where it is none to the query. */
  answer(asked: Asked, reply: Buffer): AnswerText;
  /** An A query with recursion desired and EDNS, as bytes. */
  encodeQuery(id: number, name: string): Uint8Array;
  /** A message in the library's own form. */
  compose(text: MessageText): Message;
  encode(message: Message): Uint8Array;
}

/** A query in both forms: whoever matches a reply with it takes the one that suits. */
export interface Asked {
  readonly id: number;
  /** With its final dot. */
  readonly name: string;
  readonly type: string;
  readonly query: Buffer;
}

export interface AnswerText {
  readonly addresses: readonly string[];
  /** The smallest, aliases included. */
  readonly ttlSeconds: number;
}

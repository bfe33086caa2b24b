import { WireError } from '@hushdns/core';
import { isReplyTo } from '@hushdns/core/transport';
import { allTypes } from '@hushdns/core/types';
import { decodeMessage, encodeMessage, type Message, queryMessage } from '@hushdns/core/wire';
import { messageSeeds } from '../corpus/messages.ts';
import { octetSource } from '../input/octet-sources.ts';
import { type Target, Violation } from '../target.ts';

const options = { types: allTypes };
const MAX_SEED_OCTETS = 512;
const queries: readonly Message[] = [
  queryMessage('a.', 'A', { id: 0x1234 }),
  queryMessage('www.Example.', 'AAAA', { id: 0x1234 }),
  queryMessage('.', 'NS'),
];
const encoded = queries.map((query) => encodeMessage(query, options));

interface Match {
  readonly query: Message;
  readonly isReply: boolean;
}

/** A reply behind the octet that chooses its query: whether it belongs to it is what the whole message says. */
export const replyTo: Target<Match> = {
  name: 'reply-to',
  weight: 2,
  text: false,
  retained: false,
  refusal: WireError,
  decode: (input) => {
    const choice = (input[0] ?? 0) % queries.length;
    const isReply = isReplyTo(encoded[choice] as Uint8Array, input.subarray(1));
    return { query: queries[choice] as Message, isReply };
  },
  check: ({ query, isReply }, input) => {
    const reply = decodedOrNot(input.subarray(1));
    if (reply !== undefined && answers(query, reply, input[4] ?? 0) !== isReply)
      throw new Violation(`isReplyTo says ${isReply}, which the decoded message does not`);
  },
  seeds,
  source: () => octetSource(seeds(), 1),
};

function seeds(): Uint8Array[] {
  const replies = messageSeeds().filter(({ length }) => length <= MAX_SEED_OCTETS);
  const own = encoded.map((query, choice) => {
    const reply = Uint8Array.of(choice, ...query);
    reply[3] = (reply[3] as number) | 0x80;
    return reply;
  });
  return [...own, ...own, ...replies.map((reply) => Uint8Array.of(0, ...reply))];
}

function decodedOrNot(reply: Uint8Array): Message | undefined {
  try {
    return decodeMessage(reply, options);
  } catch {
    // Only its header and question need to be sound.
    return undefined;
  }
}

/** RFC 5452 9.1, by the fields of the decoded messages. */
function answers(query: Message, reply: Message, lowBits: number): boolean {
  if (reply.id !== query.id || !reply.qr) return false;
  const [asked] = query.questions;
  const [answered, second] = reply.questions;
  if (answered === undefined) return (lowBits & 0xf) !== 0;
  if (asked === undefined || second !== undefined) return false;
  return answered.type === asked.type && answered.class === asked.class && answered.name.equals(asked.name);
}

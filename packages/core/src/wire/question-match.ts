import { WireError } from '../errors/index.ts';
import { QR, rcodeOf } from './header.ts';
import { foldOctet, isLabelLength } from './label-octets.ts';
import { HEADER_OCTETS, MAX_NAME_OCTETS, QUESTION_FIELDS_OCTETS } from './limits.ts';
import { u16At } from './octets.ts';

/**
 * Whether `reply` answers `query`: a response with the same ID and, compared without ASCII case, the same question
 * (RFC 5452 9.1). An error rcode with an empty question section counts, as servers that cannot parse a query send it.
 * Throws `WireError` where the reply has no whole header or its question is malformed.
 */
export function isReplyTo(query: Uint8Array, reply: Uint8Array): boolean {
  if (reply.length < HEADER_OCTETS) throw new WireError(`a message of ${reply.length} octets`, reply.length);
  const bits = u16At(reply, 2);
  if (u16At(reply, 0) !== u16At(query, 0) || (bits & QR) === 0) return false;
  const questionCount = u16At(reply, 4);
  if (questionCount === 0) return rcodeOf(bits) !== 0;
  if (questionCount !== 1) return false;
  const end = questionEnd(query);
  if (haveEqualOctets(query, reply, HEADER_OCTETS, end)) return true;
  return questionEnd(reply) === end && haveEqualQuestions(query, reply, end);
}

/** One past the first question of a message; its name must be uncompressed, as nothing stands before it to point to. */
export function questionEnd(message: Uint8Array): number {
  let at = HEADER_OCTETS;
  while (at < message.length && isLabelLength(message[at] as number)) at += 1 + (message[at] as number);
  const end = at + 1 + QUESTION_FIELDS_OCTETS;
  if (end > message.length) throw new WireError('a question runs past the end', message.length);
  if (message[at] !== 0)
    throw new WireError('a question name with a compression pointer or unknown label type', at);
  if (at - HEADER_OCTETS >= MAX_NAME_OCTETS) throw new WireError('a question name over 255 octets', at);
  return end;
}

export function haveEqualOctets(left: Uint8Array, right: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (left[at] !== right[at]) return false;
  return true;
}

/** Folds case in the name only: the type and class behind it must be equal octet by octet. */
function haveEqualQuestions(left: Uint8Array, right: Uint8Array, end: number): boolean {
  const nameEnd = end - QUESTION_FIELDS_OCTETS;
  for (let at = HEADER_OCTETS; at < nameEnd; at++) {
    if (foldOctet(left[at] as number) !== foldOctet(right[at] as number)) return false;
  }
  return haveEqualOctets(left, right, nameEnd, end);
}

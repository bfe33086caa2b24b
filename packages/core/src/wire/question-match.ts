import { idOf, QR, rcodeOf, readHeader } from './header.ts';
import { HEADER_OCTETS, MAX_NAME_OCTETS } from './limits.ts';
import { Reader } from './reader.ts';

/**
 * Whether `reply` answers `query`: a response with the same ID and, compared without ASCII case, the same question
 * (RFC 5452 9.1). An error rcode with an empty question section counts, as servers that cannot parse a query send it.
 * Throws `WireError` where the reply has no whole header or its question is malformed.
 */
export function isReplyTo(query: Uint8Array, reply: Uint8Array): boolean {
  const header = readHeader(new Reader(reply));
  if (header.id !== idOf(query) || (header.bits & QR) === 0) return false;
  if (header.questionCount === 0) return rcodeOf(header.bits) !== 0;
  if (header.questionCount !== 1) return false;
  const end = questionEnd(query);
  return questionEnd(reply) === end && equalIgnoringCase(query, reply, HEADER_OCTETS, end);
}

/** One past the first question of a message; its name must be uncompressed, as nothing stands before it to point to. */
export function questionEnd(message: Uint8Array): number {
  const reader = new Reader(message, HEADER_OCTETS);
  for (;;) {
    const length = reader.u8();
    if (length === 0) break;
    if (length > 63)
      throw reader.error(
        'a question name with a compression pointer or unknown label type',
        reader.offset - 1,
      );
    reader.skip(length);
    if (reader.offset - HEADER_OCTETS >= MAX_NAME_OCTETS)
      throw reader.error('a question name over 255 octets');
  }
  reader.skip(4);
  return reader.offset;
}

/** Folds case in the name only: the type and class behind it must be equal octet by octet. */
function equalIgnoringCase(a: Uint8Array, b: Uint8Array, start: number, end: number): boolean {
  const nameEnd = end - 4;
  for (let at = start; at < end; at++) {
    const left = a[at] as number;
    const right = b[at] as number;
    if (left === right) continue;
    if (at >= nameEnd || lower(left) !== lower(right)) return false;
  }
  return true;
}

/** ASCII letters only (RFC 4343 3). A length octet is below 64, so folding cannot touch it. */
function lower(octet: number): number {
  return octet >= 0x41 && octet <= 0x5a ? octet | 0x20 : octet;
}

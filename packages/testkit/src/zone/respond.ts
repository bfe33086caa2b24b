import { allTypes, decodeMessage, encodeMessage, type Message } from '@hushdns/core';
import { HEADER_OCTETS, MAX_MESSAGE_OCTETS, questionEnd, Reader, readHeader } from '@hushdns/core/transport';
import type { Zone } from './zone.ts';

const QR = 0x8000;
const OPCODE = 0x7800;
const RD = 0x0100;
const FORMERR = 1;
/** What every UDP client takes (RFC 1035 4.2.1). */
const MIN_UDP_OCTETS = 512;

/** A query as it came in: `message` is undefined where the octets are none. */
export interface DecodedQuery {
  readonly bytes: Uint8Array;
  readonly message: Message | undefined;
}

export function decodeQuery(bytes: Uint8Array): DecodedQuery {
  try {
    return { bytes, message: decodeMessage(bytes, { types: allTypes }) };
  } catch {
    return { bytes, message: undefined };
  }
}

/**
 * A zone's reply in wire form, truncated where the datagram that it must go in is too small. FORMERR for what is no
 * message but has a header; undefined for what has none, and for responses, so that two servers never talk forever.
 */
export function respond(
  zone: Zone,
  { bytes, message }: DecodedQuery,
  datagram: boolean,
): Uint8Array | undefined {
  if (bytes.length < HEADER_OCTETS || ((bytes[2] as number) & (QR >>> 8)) !== 0) return undefined;
  if (message === undefined) return formatError(bytes);
  const answer = zone.answer(message);
  const encoded = tryEncode(answer);
  const limit = datagram ? udpLimitOf(message) : MAX_MESSAGE_OCTETS;
  if (encoded !== undefined && encoded.length <= limit) return encoded;
  return encodeMessage(
    { ...answer, tc: true, answers: [], authorities: [], additionals: [] },
    { types: allTypes },
  );
}

/** RFC 6891 6.2.3: a smaller number than 512 counts as 512. */
function udpLimitOf({ edns }: Message): number {
  return Math.max(edns?.udpPayloadOctets ?? 0, MIN_UDP_OCTETS);
}

/** Undefined where the answer outgrows every protocol. */
function tryEncode(message: Message): Uint8Array | undefined {
  try {
    return encodeMessage(message, { types: allTypes });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** The header with the question behind it where that can be read. */
function formatError(query: Uint8Array): Uint8Array {
  const header = readHeader(new Reader(query));
  const end = header.questionCount === 1 ? readableQuestionEnd(query) : undefined;
  const reply = query.slice(0, end ?? HEADER_OCTETS);
  const bits = QR | (header.bits & (OPCODE | RD)) | FORMERR;
  reply.set([bits >>> 8, bits & 0xff, 0, end === undefined ? 0 : 1], 2);
  reply.fill(0, 6, HEADER_OCTETS);
  return reply;
}

function readableQuestionEnd(query: Uint8Array): number | undefined {
  try {
    return questionEnd(query);
  } catch {
    return undefined;
  }
}

import { WireError } from '@hushdns/core';
import { DohReply, encodeFrame, FrameDecoder, isReplyTo, MAX_MESSAGE_OCTETS } from '@hushdns/core/transport';
import { encodeMessage, queryMessage } from '@hushdns/core/wire';
import { messageSeeds } from '../corpus/messages.ts';
import { octetSource } from '../input/octet-sources.ts';
import { requireSame, sameOctets } from '../oracle.ts';
import { type Target, Violation } from '../target.ts';

const MAX_SEED_OCTETS = 512;

interface Frames {
  readonly frames: readonly Uint8Array[];
  readonly partial: boolean;
}

/** A byte stream behind the octet that says in which pieces it comes. */
export const framing: Target<Frames> = {
  name: 'framing',
  weight: 1,
  text: false,
  retained: false,
  refusal: undefined,
  decode: (input) => {
    const decoder = new FrameDecoder();
    const frames = piecesOf(input[0] ?? 0, input.subarray(1)).flatMap((piece) => decoder.push(piece));
    return { frames, partial: decoder.partial };
  },
  check: ({ frames, partial }, input) => {
    let at = 1;
    for (const frame of frames) {
      const framed = encodeFrame(frame);
      if (!sameOctets(framed, input.subarray(at, at + framed.length)))
        throw new Violation(`a frame that does not stand in the stream at ${at}`);
      at += framed.length;
    }
    const rest = input.subarray(at);
    const announced = 2 + (((rest[0] ?? 0) << 8) | (rest[1] ?? 0));
    if (rest.length >= 2 && announced <= rest.length) throw new Violation('a whole frame was kept back');
    if (partial !== rest.length > 0)
      throw new Violation(`partial is ${partial} with ${rest.length} octets left`);
  },
  seeds: frameSeeds,
  source: () => octetSource(frameSeeds(), 1),
};

const query = encodeMessage(queryMessage('a.', 'A', { id: 0x1234 }));
const TYPES = [
  'application/dns-message',
  'Application/DNS-Message; charset=utf-8',
  'text/html',
  '',
  undefined,
];
const STATUSES = [200, 200, 200, 204, 302, 404, 500, undefined];
const AGES = [undefined, '0', '4294967296', '-1', '1, 2', 'x'];
const LENGTHS = [undefined, 'right', '0', '65536', '-1', 'NaN', '1e400', ' '];

interface HttpReply {
  readonly fault: string | undefined;
  readonly reply: DohReply;
}

/** An HTTP response of which three octets choose the head and the pieces that the body comes in. */
export const dohReply: Target<HttpReply> = {
  name: 'doh-reply',
  weight: 1,
  text: false,
  retained: false,
  refusal: WireError,
  decode: (input) => {
    const [head = 0, more = 0, pieces = 0] = input;
    const body = input.subarray(3);
    const length = LENGTHS[more % LENGTHS.length];
    const reply = new DohReply(query);
    const fault =
      reply.head(STATUSES[head % STATUSES.length], {
        'content-type': TYPES[(head >>> 4) % TYPES.length],
        'content-length': length === 'right' ? String(body.length) : length,
        age: AGES[(more >>> 4) % AGES.length],
      }) ?? firstFault(piecesOf(pieces, body), (piece) => reply.push(piece));
    return { fault: fault ?? reply.end(), reply };
  },
  check: ({ fault, reply }, input) => {
    const body = input.subarray(3);
    if (fault !== undefined) {
      if (fault === '') throw new Violation('a fault without words');
      return;
    }
    requireSame('the body', Uint8Array.from(reply.message), Uint8Array.from(body));
    if (body.length > MAX_MESSAGE_OCTETS || !isReplyTo(query, body))
      throw new Violation('a reply to another query');
  },
  seeds: httpSeeds,
  source: () => octetSource(httpSeeds(), 3),
};

/** All at once, or in pieces of 1 to 64 octets. */
function piecesOf(choice: number, octets: Uint8Array): Uint8Array[] {
  const size = choice >= 0x80 ? octets.length + 1 : 1 + (choice & 0x3f);
  return Array.from({ length: Math.ceil(octets.length / size) }, (_, at) =>
    octets.subarray(at * size, (at + 1) * size),
  );
}

function firstFault(
  pieces: readonly Uint8Array[],
  push: (piece: Uint8Array) => string | undefined,
): string | undefined {
  for (const piece of pieces) {
    const fault = push(piece);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function frameSeeds(): Uint8Array[] {
  const messages = smallMessages();
  return messages.map((message, at) => {
    const next = messages[(at + 1) % messages.length] as Uint8Array;
    return Uint8Array.of(at, ...encodeFrame(message), ...encodeFrame(next), ...encodeFrame(new Uint8Array()));
  });
}

function httpSeeds(): Uint8Array[] {
  const reply = query.with(2, 0x81);
  return [...smallMessages(), ...new Array<Uint8Array>(100).fill(reply)].map((body) =>
    Uint8Array.of(0, 1, 0xff, ...body),
  );
}

function smallMessages(): Uint8Array[] {
  return messageSeeds().filter(({ length }) => length <= MAX_SEED_OCTETS);
}

import { Name, ParseError, type ResourceRecord } from '@hushdns/core';
import { allTexts, printRecord } from '@hushdns/core/presentation';
import { parseZone, printZone, type ZoneChunk, type ZoneOptions } from '@hushdns/core/zone';
import { zoneLines, zoneTexts } from '../corpus/seeds.ts';
import { zoneSource } from '../input/text-sources.ts';
import { requireSame } from '../oracle.ts';
import type { Target } from '../target.ts';
import { octetsOf, textOf } from './text.ts';

const ttlSeconds = 300;
const origin = Name.from('fuzz.example.');
const options: ZoneOptions = {
  types: allTexts,
  origin,
  ttlSeconds,
  include: () => 'included A 192.0.2.7\n',
};

/** Zone files. What they hold must be the same when it is printed and parsed, and when the file comes in pieces. */
export const zone: Target<ResourceRecord[]> = {
  name: 'zone',
  weight: 2,
  text: true,
  retained: false,
  refusal: ParseError,
  decode: (input) => [...parseZone(textOf(input), options)],
  check: (records, input) => {
    const printed = records.map((record) => `${printRecord(record, { types: allTexts })}\n`).join('');
    requireSame('the zone printed and parsed again', [...parseZone(printed, options)], records);
    const file = [...printZone(records, { types: allTexts, origin, ttlSeconds })].join('');
    requireSame('the zone as a file', [...parseZone(file, { types: allTexts })], records);
    const text = textOf(input);
    // In octets, U+FFFD stands for what is not UTF-8.
    const pieces = text.includes('\ufffd') ? piecesOf(text) : piecesOf(octetsOf(text));
    const include = (path: string): Iterable<ZoneChunk> =>
      path === 'pieces' ? pieces : ['included A 192.0.2.7\n'];
    const inPieces = parseZone('$INCLUDE pieces\n', { ...options, include });
    requireSame('the zone in pieces', [...inPieces], records);
  },
  seeds: () => [...zoneTexts(), zoneLines().join('\n')].map(octetsOf),
  source: () => zoneSource(zoneTexts(), zoneLines()),
};

/** Cut where it hurts: one by one in the beginning, then larger. */
function piecesOf(whole: string | Uint8Array): ZoneChunk[] {
  const pieces: ZoneChunk[] = [];
  for (let at = 0, size = 1; at < whole.length; at += size) {
    if (pieces.length % 64 === 63) size *= 2;
    pieces.push(whole.slice(at, at + size));
  }
  return pieces;
}

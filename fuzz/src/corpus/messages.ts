import type { RdataSeed } from '../input/message-mutations.ts';
import { rdataSeeds } from './seeds.ts';
import { vectors } from './vectors.ts';
import { worstMessages } from './worst-cases.ts';

const MAX_RDATA_OCTETS = 1024;
let seeds: readonly Uint8Array[] | undefined;

/** Real and hostile messages, an answer of each rdata seed, and the worst cases. */
export function messageSeeds(): readonly Uint8Array[] {
  return (seeds ??= [...vectors().messages, ...answers(), ...worstMessages()]);
}

function answers(): Uint8Array[] {
  return rdataSeeds()
    .filter(({ octets }) => octets.length <= MAX_RDATA_OCTETS)
    .map(answerOf);
}

/** A reply to `a.` of the seed's type with one answer and an OPT record. */
function answerOf({ code, octets }: RdataSeed): Uint8Array {
  const typeAndClass = [code >>> 8, code & 0xff, 0, 1];
  const header = [0x12, 0x34, 0x81, 0x80, 0, 1, 0, 1, 0, 0, 0, 1];
  const question = [1, 0x61, 0, ...typeAndClass];
  const answer = [
    0xc0,
    12,
    ...typeAndClass,
    0,
    0,
    1,
    0x2c,
    octets.length >>> 8,
    octets.length & 0xff,
    ...octets,
  ];
  const opt = [0, 0, 41, 0x04, 0xd0, 0, 0, 0x80, 0, 0, 10, 0, 15, 0, 6, 0, 18, 0x62, 0x6c, 0x61, 0x77];
  return Uint8Array.from([...header, ...question, ...answer, ...opt]);
}

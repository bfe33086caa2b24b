import type { Draft } from './draft.ts';
import type { Random } from './random.ts';

/** Octets at which codecs change their mind: label and pointer limits, signs, lengths. */
const EDGES_8 = [0, 1, 2, 3, 4, 7, 8, 12, 16, 32, 33, 0x3f, 0x40, 0x7f, 0x80, 0xbf, 0xc0, 0xc1, 0xfe, 0xff];
const EDGES_16 = [0, 1, 2, 0xff, 0x100, 0x3fff, 0x4000, 0x7fff, 0x8000, 0xc00c, 0xfffe, 0xffff];
const EDGES_32 = [0, 1, 0x7fff_ffff, 0x8000_0000, 0xffff_fffe, 0xffff_ffff];
/** Names, pointers and character-strings, ended or not. */
const SNIPPETS = [
  [0],
  [0xc0, 0x0c],
  [0xc0, 0],
  [0xff, 0xff],
  [1, 0x61, 0],
  [1, 0x41, 0xc0, 0x0c],
  [63, ...new Array<number>(63).fill(0x61)],
  [0x41, 0x61],
  [0, 0, 0, 0],
  [255, ...new Array<number>(255).fill(0x2e)],
].map((octets) => Uint8Array.from(octets));
const RUN = 16;
const LONG_RUN = 4096;
const scratch = new Uint8Array(LONG_RUN);

/** Changes the octets from `start` on in one of many ways; `other` is what a splice takes from. */
export function mutateOctets(draft: Draft, random: Random, start: number, other: Uint8Array): void {
  const { bytes, length } = draft;
  if (start >= length) return draft.insert(length, run(random));
  const at = start + random.below(length - start);
  const octet = bytes[at] as number;
  switch (random.below(15)) {
    case 0:
      bytes[at] = octet ^ (1 << random.below(8));
      break;
    case 1:
      bytes[at] = random.u32();
      break;
    case 2:
      bytes[at] = random.pick(EDGES_8);
      break;
    case 3:
      bytes[at] = octet + random.below(33) - 16;
      break;
    case 4:
      draft.putU16(at, random.pick(EDGES_16));
      break;
    case 5:
      draft.putU16(at, draft.u16At(at) + random.below(33) - 16);
      break;
    case 6: {
      const value = random.pick(EDGES_32);
      draft.putU16(at, value >>> 16);
      draft.putU16(at + 2, value);
      break;
    }
    case 7:
      // What a length that counts the rest would be.
      bytes[at] = length - at - 1;
      break;
    case 8:
      draft.insert(at, run(random));
      break;
    case 9:
      draft.remove(at, 1 + random.below(RUN));
      break;
    case 10:
      draft.length = at;
      break;
    case 11:
      draft.insert(at, bytes.subarray(at, Math.min(length, at + 1 + random.below(4 * RUN))));
      break;
    case 12:
      draft.insert(at, random.pick(SNIPPETS));
      break;
    case 13:
      draft.overwrite(at, piece(other, random));
      break;
    default:
      draft.replace(at, random.oneIn(2) ? length : at, piece(other, random));
  }
}

function run(random: Random): Uint8Array {
  const octets = scratch.subarray(0, 1 + random.below(random.oneIn(64) ? LONG_RUN : RUN));
  if (octets.length > RUN || random.oneIn(3)) return octets.fill(random.pick(EDGES_8));
  for (let at = 0; at < octets.length; at++) octets[at] = random.u32();
  return octets;
}

function piece(octets: Uint8Array, random: Random): Uint8Array {
  const start = random.below(octets.length);
  return octets.subarray(start, start + 1 + random.below(octets.length - start));
}

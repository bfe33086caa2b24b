import type { Draft } from './draft.ts';
import { mutateOctets } from './octet-mutations.ts';
import type { Random } from './random.ts';
import type { InputSource } from './source.ts';

const MAX_MUTATIONS = 3;
const NUMBERS = [0, 1, -1, 1.5, 15, 16, 41, 255, 65_535, 65_536, 2 ** 31, 2 ** 32, -(2 ** 31), 1e308];
const TEXTS = [
  '',
  '.',
  'a',
  'a..b',
  'é',
  '\ud800',
  '00',
  '0',
  'c000',
  '0161',
  'IN',
  'A',
  'TYPE65280',
  'toString',
];
/** Values at the ends of what members hold, and of every other kind. */
const VALUES: readonly unknown[] = [...NUMBERS, ...TEXTS, true, false, null, [], {}, [[]], [{}]];

/** JSON texts of a corpus, changed member by member, and now and then as text. */
export function jsonSource(texts: readonly string[]): InputSource {
  const members = [...new Set(texts.flatMap((text) => places(JSON.parse(text)).map(({ key }) => key)))];
  return (random, draft) => {
    const value: unknown = JSON.parse(random.pick(texts));
    for (let left = random.below(MAX_MUTATIONS + 1); left > 0; left--) mutateJson(value, random, members);
    write(draft, JSON.stringify(value));
    if (random.oneIn(8)) mutateOctets(draft, random, 0, draft.bytes.subarray(0, draft.length));
  };
}

/** A member of an object, or an item of a list. */
interface Place {
  readonly holder: Record<string, unknown>;
  readonly key: string;
}

function mutateJson(value: unknown, random: Random, members: readonly string[]): void {
  const all = places(value);
  if (all.length === 0) return;
  const { holder, key } = random.pick(all);
  const other = random.pick(all);
  const added = Array.isArray(holder) ? String(holder.length) : random.pick(members);
  switch (random.below(5)) {
    case 0:
      if (Array.isArray(holder)) holder.splice(Number(key), 1);
      else delete holder[key];
      break;
    case 1:
      holder[key] = structuredClone(other.holder[other.key]);
      break;
    case 2:
      holder[added] = structuredClone(holder[key]);
      break;
    case 3:
      holder[added] = structuredClone(random.pick(VALUES));
      break;
    default:
      holder[key] = structuredClone(random.pick(VALUES));
  }
}

/** Every place inside a value. */
function places(value: unknown): Place[] {
  if (typeof value !== 'object' || value === null) return [];
  const holder = value as Record<string, unknown>;
  return Object.keys(holder).flatMap((key) => [{ holder, key }, ...places(holder[key])]);
}

function write(draft: Draft, text: string): void {
  draft.length = new TextEncoder().encodeInto(text, draft.bytes).written;
}

import type { Draft } from './draft.ts';
import { mutateOctets } from './octet-mutations.ts';
import type { Random } from './random.ts';
import type { InputSource } from './source.ts';

const MAX_MUTATIONS = 3;
const SPACE = 0x20;
const encoder = new TextEncoder();

/** What has a meaning in presentation form. */
const MARKS = [
  ...' \t\n"\\();@.*!/:,-=+'.split(''),
  '\r\n',
  '..',
  '""',
  '\\"',
  '\\\\',
  '\\;',
  '\\032',
  '\\000',
  '\\255',
  '\\256',
  '\\9',
];
/** Words with a meaning, and numbers and texts at the ends of what fields hold. */
const WORDS = `
  \\# 0 1 9 00 255 256 65535 65536 2147483647 2147483648 4294967295 4294967296 99999999999 18446744073709551615
  18446744073709551616 -1 1e3 0x10 1.5 1w2d3h4m5s 20300101000000 19700101000000 99999999999999 $ORIGIN $TTL $INCLUDE
  $GENERATE IN CH CLASS65535 CLASS65536 TYPE0 TYPE65535 TYPE65536 192.0.2.1 256.0.0.1 1.2.3 :: ::1 ::ffff:1.2.3.4 1::2::3
  fe80::1%0 AQIDBA== AQ== A=== abcdef abc example. www .example a..b key0= key65535=x key65536= alpn= alpn="h2,h3"
  mandatory= port=0 ipv4hint= dohpath=/{?dns} é 。 日本 😀 \u0080 \ufffd constructor __proto__ toString
`
  .trim()
  .split(/[ \n]+/);
const LONG = [
  'a'.repeat(64),
  '\\097'.repeat(63),
  'a.'.repeat(128),
  '"'.padEnd(257, 'x'),
  '('.repeat(40),
  '\0',
  '\x7f',
];
const INSERTS = [...MARKS, ...WORDS, ...WORDS, ...LONG].map((text) => encoder.encode(text));

/** Texts of a corpus, changed word by word and octet by octet. */
export function textSource(seeds: readonly string[]): InputSource {
  const octets = seeds.map((seed) => encoder.encode(seed));
  return (random, draft) => {
    draft.set(random.pick(octets));
    mutateText(draft, random, 0, random.pick(octets));
  };
}

/** Lines of `TYPE rdata`, every type as often as any other. */
export function rdataTextSource(seeds: ReadonlyMap<string, readonly string[]>): InputSource {
  const types = Array.from(seeds, ([type, texts]) => ({
    type: encoder.encode(`${type} `),
    texts: texts.map((text) => encoder.encode(text)),
  })).filter(({ texts }) => texts.length > 0);
  return (random, draft) => {
    const { type, texts } = random.pick(types);
    draft.set(random.oneIn(32) ? random.pick(types).type : type);
    const start = draft.length;
    draft.append(random.pick(texts));
    mutateText(draft, random, start, random.pick(random.pick(types).texts));
  };
}

/** Zone files of up to eight of the lines, among them directives and lines that go on in parentheses. */
export function zoneSource(files: readonly string[], lines: readonly string[]): InputSource {
  const octets = lines.map((line) => encoder.encode(`${line}\n`));
  const whole = files.map((file) => encoder.encode(file));
  return (random, draft) => {
    // Whole files take the time of a hundred others.
    if (random.oneIn(64)) {
      draft.set(random.pick(whole));
    } else {
      draft.length = 0;
      for (let left = 1 + random.below(8); left > 0; left--) draft.append(random.pick(octets));
    }
    mutateText(draft, random, 0, random.pick(octets));
  };
}

function mutateText(draft: Draft, random: Random, start: number, other: Uint8Array): void {
  for (let left = random.below(MAX_MUTATIONS + 1); left > 0; left--) {
    if (random.oneIn(3)) mutateOctets(draft, random, start, other);
    else mutateWord(draft, random, start);
  }
}

function mutateWord(draft: Draft, random: Random, start: number): void {
  const word = random.pick(INSERTS);
  const { from, to } = wordAt(draft, start, start + random.below(draft.length - start));
  switch (random.below(6)) {
    case 0:
      draft.replace(from, to, word);
      break;
    case 1:
      draft.remove(from, to + 1 - from);
      break;
    case 2:
      draft.insert(from, draft.bytes.subarray(from, Math.min(to + 1, draft.length)));
      break;
    case 3:
      draft.insert(from + random.below(to - from + 1), word);
      break;
    case 4:
      draft.insert(to, word);
      draft.insert(to, Uint8Array.of(SPACE));
      break;
    default:
      draft.overwrite(from + random.below(to - from), word.subarray(0, 1));
  }
}

/** The word that an octet belongs to; `to` is one past it. */
function wordAt({ bytes, length }: Draft, start: number, at: number): { from: number; to: number } {
  let from = at;
  let to = at;
  while (from > start && (bytes[from - 1] as number) > SPACE) from--;
  while (to < length && (bytes[to] as number) > SPACE) to++;
  return { from, to };
}

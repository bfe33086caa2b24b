const DOT = 0x2e;
/** Printable, but with a meaning of their own in a zone file (RFC 1035 5.1): written with a backslash. */
const SPECIAL = new Set(Array.from('"().;\\@$', (character) => character.charCodeAt(0)));
/** 1 for each octet that stands for itself in a text. */
export const PLAIN: Uint8Array = Uint8Array.from({ length: 256 }, (_, octet) =>
  octet > 0x20 && octet < 0x7f && !SPECIAL.has(octet) ? 1 : 0,
);

/**
 * The presentation form of the labels that stand from `start` to `end`, with a dot behind each (RFC 1035 5.1), and of what
 * follows them. What was read lately is remembered: few names make up most of what is read, and strings are slow to make.
 */
export function decodeLabels(bytes: Uint8Array, start: number, end: number, suffix = ''): string {
  const length = end - start;
  if (length > RECENT_OCTETS) return decodeNewLabels(bytes, start, end) + suffix;
  const slot = slotOf(bytes, start, end);
  const recent = slot * RECENT_OCTETS;
  if (recentLengths[slot] === length && recentSuffixes[slot] === suffix) {
    let at = 0;
    while (at < length && bytes[start + at] === recentOctets[recent + at]) at++;
    if (at === length) return recentTexts[slot] as string;
  }
  const text = decodeNewLabels(bytes, start, end) + suffix;
  for (let at = 0; at < length; at++) recentOctets[recent + at] = bytes[start + at] as number;
  recentLengths[slot] = length;
  recentSuffixes[slot] = suffix;
  recentTexts[slot] = text;
  return text;
}

/** A power of two. */
const RECENT_SLOTS = 512;
/** Longer labels are not remembered. */
const RECENT_OCTETS = 64;
const recentOctets = new Uint8Array(RECENT_SLOTS * RECENT_OCTETS);
const recentLengths = new Uint8Array(RECENT_SLOTS);
const recentSuffixes: string[] = new Array<string>(RECENT_SLOTS).fill('');
const recentTexts: string[] = new Array<string>(RECENT_SLOTS).fill('');

/** By the few octets in which names differ most. */
function slotOf(bytes: Uint8Array, start: number, end: number): number {
  const firstEnd = start + (bytes[start] as number);
  const hash =
    (end - start) * 61 +
    (bytes[start + 1] as number) * 31 +
    (bytes[firstEnd - 1] as number) * 17 +
    (bytes[firstEnd] as number) * 7 +
    (bytes[end - 1] as number);
  return hash & (RECENT_SLOTS - 1);
}

function decodeNewLabels(bytes: Uint8Array, start: number, end: number): string {
  const characters = charactersOf(end - start);
  let length = 0;
  for (let at = start; at < end;) {
    const labelEnd = at + 1 + (bytes[at] as number);
    for (at++; at < labelEnd; at++) {
      const octet = bytes[at] as number;
      if (PLAIN[octet] === 0) return decodeEscapedLabels(bytes, start, end);
      characters[length++] = octet;
    }
    characters[length++] = DOT;
  }
  return String.fromCharCode(...characters);
}

const characterArrays: number[][] = [];

/** An array for just so many character codes: of what JavaScript has to make a short string of, the fastest. */
function charactersOf(length: number): number[] {
  return (characterArrays[length] ??= new Array<number>(length).fill(0));
}

function decodeEscapedLabels(bytes: Uint8Array, start: number, end: number): string {
  // Joined at once: a string that is put together bit by bit holds 32 octets for each bit.
  const texts: string[] = [];
  for (let at = start; at < end;) {
    const labelEnd = at + 1 + (bytes[at] as number);
    for (at++; at < labelEnd; at++) texts.push(formatOctet(bytes[at] as number));
    texts.push('.');
  }
  return texts.join('');
}

function formatOctet(octet: number): string {
  if (octet <= 0x20 || octet >= 0x7f) return `\\${String(octet).padStart(3, '0')}`;
  const character = String.fromCharCode(octet);
  return SPECIAL.has(octet) ? `\\${character}` : character;
}

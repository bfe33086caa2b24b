import { u16At } from './octets.ts';

/** The four octets of an IPv4 address in dotted decimals, or undefined where the text is none (no octal, hex or short forms). */
export function parseIpv4(text: string): Uint8Array | undefined {
  const address = parseIpv4Number(text);
  if (address === undefined) return undefined;
  return Uint8Array.of(address >>> 24, address >>> 16, address >>> 8, address);
}

/** An IPv4 address as one unsigned number of 32 bits, otherwise as `parseIpv4`. */
export function parseIpv4Number(text: string): number | undefined {
  let address = 0;
  let octet = 0;
  let digits = 0;
  let octets = 0;
  for (let at = 0; at <= text.length; at++) {
    const code = at === text.length ? DOT : text.charCodeAt(at);
    const digit = code - ZERO;
    if (digit >= 0 && digit <= 9) {
      // A leading zero might mean octal.
      if (digits > 0 && octet === 0) return undefined;
      octet = octet * 10 + digit;
      digits++;
      if (octet > 255) return undefined;
    } else {
      if (code !== DOT || digits === 0 || octets === 4) return undefined;
      address = (address << 8) | octet;
      octet = digits = 0;
      octets++;
    }
  }
  return octets === 4 ? address >>> 0 : undefined;
}

const DOT = 0x2e;
const ZERO = 0x30;

/** The sixteen octets of an IPv6 address (RFC 4291 2.2), or undefined where the text is none. A zone (`%eth0`) is refused. */
export function parseIpv6(text: string): Uint8Array | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const head = groupsOf(halves[0] ?? '', halves.length === 1);
  const tail = halves.length === 2 ? groupsOf(halves[1] ?? '', true) : [];
  if (head === undefined || tail === undefined) return undefined;
  const missing = 16 - head.length - tail.length;
  if (halves.length === 2 ? missing < 2 : missing !== 0) return undefined;
  return Uint8Array.from([...head, ...new Array<number>(missing).fill(0), ...tail]);
}

/** 4 or 6 where the text is an IP address, else 0. */
export function ipFamily(text: string): 0 | 4 | 6 {
  if (parseIpv4(text) !== undefined) return 4;
  return text.includes(':') && parseIpv6(text) !== undefined ? 6 : 0;
}

/** In dotted decimals, of the four octets at `at`. */
export function formatIpv4(octets: Uint8Array, at = 0): string {
  const first = WITH_DOT[octets[at] as number] as string;
  const second = WITH_DOT[octets[at + 1] as number] as string;
  const third = WITH_DOT[octets[at + 2] as number] as string;
  const fourth = DECIMAL[octets[at + 3] as number] as string;
  return first + second + (third + fourth);
}

/** Each octet in decimals: short strings are joined faster than numbers are printed. */
const DECIMAL: readonly string[] = Array.from({ length: 256 }, (_, octet) => `${octet}`);
const WITH_DOT: readonly string[] = DECIMAL.map((octet) => `${octet}.`);

/** The canonical text of RFC 5952: lower case, the longest run of zero groups shortened, IPv4-mapped in mixed form. */
export function formatIpv6(octets: Uint8Array, at = 0): string {
  const run = longestZeroRun(octets, at);
  if (run.start === 0 && run.length === 5 && u16At(octets, at + 10) === 0xffff)
    return `::ffff:${formatIpv4(octets, at + 12)}`;
  let text = '';
  for (let group = 0; group < 8; group++) {
    if (group === run.start) {
      text += '::';
      group += run.length - 1;
    } else {
      if (group > 0 && group !== run.start + run.length) text += ':';
      text += u16At(octets, at + 2 * group).toString(16);
    }
  }
  return text;
}

/** The octets of colon-separated groups; the very last of an address may be an IPv4 address. */
function groupsOf(text: string, last: boolean): number[] | undefined {
  if (text === '') return [];
  const octets: number[] = [];
  const groups = text.split(':');
  for (const [index, group] of groups.entries()) {
    if (last && index === groups.length - 1 && group.includes('.')) {
      const ipv4 = parseIpv4(group);
      if (ipv4 === undefined) return undefined;
      octets.push(...ipv4);
    } else {
      if (!/^[0-9a-fA-F]{1,4}$/.test(group)) return undefined;
      const value = Number.parseInt(group, 16);
      octets.push(value >>> 8, value & 0xff);
    }
    if (octets.length > 16) return undefined;
  }
  return octets;
}

/** Of the groups that are zero, the longest run of at least two; the first one of several. */
function longestZeroRun(octets: Uint8Array, at: number): { start: number; length: number } {
  let best = NO_RUN;
  for (let start = 0; start < 8; start++) {
    let end = start;
    while (end < 8 && u16At(octets, at + 2 * end) === 0) end++;
    if (end - start > best.length) best = { start, length: end - start };
    start = end;
  }
  return best;
}

const NO_RUN = { start: -1, length: 1 };

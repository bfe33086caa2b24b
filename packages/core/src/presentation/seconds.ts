import { ParseError } from '../errors/index.ts';
import { quote } from '../errors/quote.ts';

const UNIT_SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };

/** A TTL or interval in seconds: a number, or numbers with units as BIND writes them (`1h30m`). Throws `ParseError`. */
export function parseSeconds(text: string, maximum: number): number {
  const seconds = /^\d{1,10}$/.test(text) ? Number(text) : withUnits(text);
  if (!(seconds <= maximum)) {
    throw new ParseError(`${quote(text)} is no interval of 0 to ${maximum} seconds`);
  }
  return seconds;
}

/** Whether a field is an interval at all, as a TTL in a zone file may be left out. */
export function looksLikeSeconds(text: string): boolean {
  return /^\d[\dsmhdw]*$/i.test(text);
}

function withUnits(text: string): number {
  if (!/^(?:\d{1,10}[smhdw])+$/i.test(text)) return Number.NaN;
  let seconds = 0;
  for (const [, count, unit] of text.matchAll(/(\d+)([smhdw])/gi)) {
    seconds += Number(count) * (UNIT_SECONDS[(unit as string).toLowerCase()] as number);
  }
  return seconds;
}

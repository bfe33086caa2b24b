import { ParseError } from '../errors/index.ts';
import type { RdataFields } from './codec.ts';

/** What a 32-bit count of seconds since 1970 wraps around at (RFC 4034 3.1.5). */
const WRAP_SECONDS = 2 ** 32;

/** A time in 32 bits of seconds since 1970: `YYYYMMDDHHmmSS` in UTC, or that number (RFC 4034 3.2). */
export function parseTimestamp(fields: RdataFields): number {
  const text = fields.word();
  if (/^\d{1,10}$/.test(text) && Number(text) < WRAP_SECONDS) return Number(text);
  const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(text);
  const iso = parts && `${parts[1]}-${parts[2]}-${parts[3]}T${parts[4]}:${parts[5]}:${parts[6]}.000Z`;
  const date = new Date(iso ?? Number.NaN);
  // A day that its month does not have would roll over into the next one.
  if (Number.isNaN(date.getTime()) || date.toISOString() !== iso)
    throw new ParseError(`${JSON.stringify(text)} is no time as YYYYMMDDHHmmSS`);
  const seconds = date.getTime() / 1000;
  return ((seconds % WRAP_SECONDS) + WRAP_SECONDS) % WRAP_SECONDS;
}

/** A time in seconds since 1970 as `YYYYMMDDHHmmSS` in UTC (RFC 4034 3.2), taken between 1970 and 2106. */
export function printTimestamp(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 19).replace(/[-T:]/g, '');
}

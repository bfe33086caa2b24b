import { WireError } from '../errors/index.ts';
import {
  HEADER_OCTETS,
  QUESTION_FIELDS_OCTETS,
  questionEnd,
  Reader,
  readHeader,
  u16At,
} from '../wire/index.ts';
import type { WireQuestion } from './contract.ts';

/** Where a query's one question ends: a reply is recognised by it. Throws `RangeError` where it does not ask one question. */
export function requireQuestion(query: Uint8Array): number {
  try {
    if (readHeader(new Reader(query)).questionCount !== 1) throw new RangeError('a query asks one question');
    return questionEnd(query);
  } catch (cause) {
    if (!(cause instanceof WireError)) throw cause;
    throw new RangeError(`the query is malformed: ${cause.message}`, { cause });
  }
}

/** What a query asks, as a copy. Throws `RangeError` where it does not ask one question. */
export function questionOf(query: Uint8Array): WireQuestion {
  const nameEnd = requireQuestion(query) - QUESTION_FIELDS_OCTETS;
  return { name: Uint8Array.from(query.subarray(HEADER_OCTETS, nameEnd)), type: u16At(query, nameEnd) };
}

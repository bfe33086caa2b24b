import {
  type ExtendedError,
  NameNotFoundError,
  NoDataError,
  type ResponseDetails,
  ResponseError,
} from '../errors/index.ts';
import type { AnswerSource, Request, Response } from '../layers/index.ts';
import { extendedErrorsOf } from '../message/extended-errors.ts';
import { type Message, type Rcode, type ResourceRecord } from '../message/index.ts';
import type { Name } from '../name/index.ts';
import type { RecordType } from '../rdata/index.ts';
import { followAliases } from './follow-aliases.ts';

/** What a resolver answers. */
export interface Answer<Type extends RecordType = RecordType> {
  /** The name asked for. */
  readonly name: Name;
  readonly type: Type;
  /** The records of the type asked for, owned by `canonicalName`; at least one. */
  readonly records: readonly ResourceRecord<Type>[];
  /** The smallest TTL among the records and the aliases that led to them, in seconds, less the time that a cache held them. */
  readonly ttlSeconds: number;
  /** When that TTL ends. */
  readonly expiresAt: Date;
  /** The name that the aliases led to: `name` itself where there were none. */
  readonly canonicalName: Name;
  /** The CNAME records followed, in order. */
  readonly chain: readonly ResourceRecord<'CNAME'>[];
  readonly rcode: Rcode;
  readonly extendedErrors: readonly ExtendedError[];
  readonly source: AnswerSource;
  /** The whole response. */
  readonly message: Message;
}

/** Reads a response as the answer to its request. Throws `NameNotFoundError`, `NoDataError` or `ResponseError` where it holds none. */
export function answerFrom<Type extends RecordType>(
  request: Request & { type: Type },
  response: Response,
): Answer<Type> {
  const { message, source } = response;
  const { rcode } = message;
  if (rcode === 'NXDOMAIN') throw new NameNotFoundError(detailsOf(request, message));
  if (rcode !== 'NOERROR') throw new ResponseError(detailsOf(request, message));
  const { chain, canonicalName, records, looped } = followAliases(request, message.answers);
  if (looped)
    throw new NoDataError(detailsOf(request, message), `the aliases form a loop: ${printChain(chain)}`);
  if (records.length === 0) throw new NoDataError(detailsOf(request, message));
  const ttlSeconds = Math.max(0, Math.min(smallestTtl(chain), smallestTtl(records)) - response.ageSeconds);
  return {
    name: request.name,
    type: request.type,
    records,
    ttlSeconds,
    expiresAt: new Date(Date.now() + ttlSeconds * 1000),
    canonicalName,
    chain,
    rcode,
    extendedErrors: extendedErrorsOf(message.edns),
    source,
    message,
  };
}

function detailsOf({ name, type }: Request, { rcode, edns }: Message): ResponseDetails {
  return { hostname: name.toString(), type, rcode, extendedErrors: extendedErrorsOf(edns) };
}

/** In seconds; without end where there is no record. */
function smallestTtl(records: readonly ResourceRecord[]): number {
  let smallest = Infinity;
  for (const { ttlSeconds } of records) smallest = Math.min(smallest, ttlSeconds);
  return smallest;
}

function printChain(chain: readonly ResourceRecord<'CNAME'>[]): string {
  return [...chain.map(({ name }) => name), chain.at(-1)?.rdata.cname].join(' -> ');
}

import {
  type ExtendedError,
  NameNotFoundError,
  NoDataError,
  type ResponseDetails,
  ResponseError,
} from '../errors/index.ts';
import {
  type AnswerSource,
  type Followed,
  followAliases,
  MAX_ALIASES,
  type Request,
  type Response,
} from '../layers/index.ts';
import { extendedErrorsOf } from '../message/extended-errors.ts';
import { type Message, type Rcode, type ResourceRecord } from '../message/index.ts';
import type { Name } from '../name/index.ts';
import type { RecordType } from '../rdata/index.ts';

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
  /** The aliases followed, in order; one that a DNAME record makes is a CNAME record with that one's TTL (RFC 6672 3.1). */
  readonly chain: readonly ResourceRecord<'CNAME'>[];
  readonly rcode: Rcode;
  readonly extendedErrors: readonly ExtendedError[];
  readonly source: AnswerSource;
  /** The whole response. Where aliases were asked on for, the last one, with the aliases that led to it. */
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
  const followed = followAliases(request, message.answers);
  const { chain, canonicalName, records } = followed;
  if (followed.fault !== undefined) throw faultyChain(followed, detailsOf(request, message));
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

function faultyChain({ fault, chain, canonicalName }: Followed<RecordType>, details: ResponseDetails): Error {
  // What a server answers that finds it first (RFC 6672 2.2).
  if (fault === 'name')
    return new ResponseError(
      { ...details, rcode: 'YXDOMAIN' },
      undefined,
      `a DNAME record makes a name that is too long of ${canonicalName}`,
    );
  return new NoDataError(
    details,
    `${fault === 'loop' ? 'the aliases form a loop' : `more than ${MAX_ALIASES} aliases`}: ${printChain(chain)}`,
  );
}

function printChain(chain: readonly ResourceRecord<'CNAME'>[]): string {
  return [...chain.map(({ name }) => name), chain.at(-1)?.rdata.cname].join(' -> ');
}

import type { Name } from '../name/index.ts';
import type { RecordType } from '../rdata/index.ts';
import type { Answer, ResolveOptions } from '../resolver/index.ts';

/** Names to be asked for one type, in any iterable. */
export type BulkNames = AnyIterable<string | Name | { readonly name: string | Name }>;

/** Names with the type that each is asked for. */
export type BulkQuestions<Type extends RecordType> = AnyIterable<
  readonly [name: string | Name, type: Type] | BulkQuestion<Type>
>;

type AnyIterable<Item> = Iterable<Item> | AsyncIterable<Item>;

/** A name and the type that it is asked for. */
export interface BulkQuestion<Type extends RecordType = RecordType> {
  /** As the source gave it. */
  readonly name: string | Name;
  readonly type: Type;
}

/** How many names are resolved. What `resolve()` takes holds for each of them; `signal` is for the whole run. */
export interface BulkOptions<Type extends RecordType = RecordType> extends ResolveOptions {
  /** The type of names that come without one. `A` by default. */
  readonly type?: Type;
  /** Whether results come in the order of the source, not as they are there. False by default. */
  readonly ordered?: boolean;
  /**
   * How many queries may be under way, and how many results may wait for whoever takes them. 1,000 by default; how many
   * there are adapts to what the upstreams can take.
   */
  readonly maxInFlight?: number;
  /** How many queries may go out in a second. No limit by default. */
  readonly maxPerSecond?: number;
  /** How often a name is asked at most where no answer, a malformed one or SERVFAIL came. 3 by default. */
  readonly rounds?: number;
  /** How many names there are, for `progress`. By default what the source has for `length` or `size`. */
  readonly total?: number;
  /** Is told about the progress, four times a second at most and at the end. What it throws ends the run. */
  readonly onProgress?: (progress: BulkProgress) => void;
}

/** What came of one name: an `answer` or an `error`. */
export type BulkResult<Type extends RecordType = RecordType> = Type extends RecordType
  ? BulkAnswer<Type> | BulkFailure<Type>
  : never;

interface BulkEnd<Type extends RecordType> extends BulkQuestion<Type> {
  /** Its place in the source, from 0. */
  readonly index: number;
  /** How often it was asked. */
  readonly rounds: number;
}

/** A name that was answered. */
export interface BulkAnswer<Type extends RecordType = RecordType> extends BulkEnd<Type> {
  readonly answer: Answer<Type>;
  readonly error?: undefined;
}

/** A name that was not: `error` is what `resolve()` would reject with, a `TypeError` for what is no name at all. */
export interface BulkFailure<Type extends RecordType = RecordType> extends BulkEnd<Type> {
  readonly answer?: undefined;
  readonly error: Error;
}

/** How far a run is. */
export interface BulkProgress {
  readonly elapsedMs: number;
  /** Names with a result: `answered` and `failed` together. */
  readonly done: number;
  readonly answered: number;
  readonly failed: number;
  /** Queries that were asked again. */
  readonly retried: number;
  /** Queries under way. */
  readonly inFlight: number;
  /** Names that wait to be asked again. */
  readonly waiting: number;
  /** How many queries may be under way just now. */
  readonly limit: number;
  /** Names done in a second, of late. */
  readonly perSecond: number;
  /** How many names there are, where that is known. */
  readonly total?: number;
  /** How long the rest takes at this rate, in milliseconds, where `total` is known. */
  readonly etaMs?: number;
}

/**
 * Many names on their way, begun by the first `next()`. To leave a `for await` loop cancels what is under way and closes
 * the source.
 */
export interface BulkRun<Type extends RecordType = RecordType>
  extends AsyncIterableIterator<BulkResult<Type>, undefined, undefined>, AsyncDisposable {
  readonly progress: BulkProgress;
  /** What was taken from the source and is without a result that was handed out, in its order: what is left to do after an abort, before the rest of the source. */
  remaining(): BulkQuestion[];
  next(): Promise<IteratorResult<BulkResult<Type>, undefined>>;
  return(): Promise<IteratorReturnResult<undefined>>;
}

import type { BulkNames, BulkOptions, BulkQuestions, BulkRun } from '../bulk/index.ts';
import type { Response } from '../layers/index.ts';
import type { Message } from '../message/index.ts';
import type { Name } from '../name/index.ts';
import type { ResolverStats } from '../observe/index.ts';
import type { RecordType } from '../rdata/index.ts';
import type { Transport } from '../transport/index.ts';
import type { Answer } from './answer.ts';
import type { Lookup, LookupOptions } from './lookup.ts';
import type { ResolveOptions, SendOptions } from './options.ts';
import type { Reverse, ReverseOptions } from './reverse.ts';

/** Answers questions from its upstreams. Safe for concurrent calls; made once and shared. */
export interface Resolver extends AsyncDisposable {
  /** The upstreams as one transport. */
  readonly upstream: Transport;
  /**
   * The records of a type, `A` by default, at a name. Aliases are followed, as far as upstreams do not do so themselves.
   *
   * Rejects with `NameNotFoundError` (NXDOMAIN), `NoDataError` (no such record), `ResponseError` (another rcode),
   * `WireError` (a malformed response), `TransportError`, `TimeoutError`, `AllUpstreamsError`, with the signal's reason
   * on abort, with `ClosedError` after `close()`. A name that is none is a `ParseError`, a bad option a `RangeError`, an
   * option that there is not a `TypeError`.
   */
  resolve(name: string | Name, type?: 'A', options?: ResolveOptions): Promise<Answer<'A'>>;
  resolve<Type extends RecordType>(
    name: string | Name,
    type: Type,
    options?: ResolveOptions,
  ): Promise<Answer<Type>>;
  /**
   * The addresses of a name, of both families at once, in the order to try. One family may fail; an IP address is its own answer.
   *
   * Rejects as `resolve` does, with the error that says most, and with `FilteredError`.
   */
  lookup(name: string | Name, options?: LookupOptions): Promise<Lookup>;
  /**
   * The names of an IP address (PTR, RFC 1035 3.5, RFC 3596 2.5), on demand those alone that have it themselves.
   *
   * Rejects as `resolve` does, and with `NoDataError` where no name is confirmed.
   */
  reverse(address: string, options?: ReverseOptions): Promise<Reverse>;
  /**
   * Sends a message with one question to an upstream as it is, and gives the response as it is, whatever its rcode: nothing is
   * answered from elsewhere, followed, or added to the message.
   *
   * Rejects with `WireError`, `TransportError`, `TimeoutError` and `AllUpstreamsError`, with the signal's reason on abort, with
   * `ClosedError` after `close()`; with `RangeError` for a message that cannot be sent, zone transfers among them, as their
   * response is many messages.
   */
  query(message: Message, options?: SendOptions): Promise<Response>;
  /**
   * Resolves many names at a time: as many as the upstreams can take, however many there are, with those asked again
   * that were lost. Names that cannot be resolved are results with an `error`; the run itself rejects with the
   * signal's reason, with what the source throws, or with `ClosedError`.
   *
   * Throws `TypeError` for a source that is not iterable, `RangeError` for a bad option.
   */
  resolveMany<Type extends RecordType = 'A'>(names: BulkNames, options?: BulkOptions<Type>): BulkRun<Type>;
  resolveMany<Type extends RecordType>(questions: BulkQuestions<Type>, options?: BulkOptions): BulkRun<Type>;
  /** What the resolver has counted since it was made, as plain data. */
  stats(): ResolverStats;
  /** Waits for the queries under way, then closes the upstreams and the other resources. Idempotent. */
  close(): Promise<void>;
}

import type { Observer } from '../observe/index.ts';
import type { Clock } from './clock.ts';
import type { AddressSource } from './contract.ts';
import type { PoolLimits } from './pool-events.ts';

/** What every leaf transport takes beside its endpoint. */
export interface UpstreamOptions {
  /**
   * The IP addresses of the endpoint's host name, in the order to try them, or what finds them. Needed exactly where the
   * endpoint names a host.
   */
  readonly addresses?: AddressSource | readonly string[];
  /** How many connections may be open at a time, at least 1; as many again may be finishing what they have begun. */
  readonly maxConnections?: number;
  /** Closes a connection that carried no query for this long, in milliseconds. */
  readonly idleTimeoutMs?: number;
  /** Gives up a connection attempt, handshake included, after this many milliseconds. */
  readonly connectTimeoutMs?: number;
  /** Is told of the connections as they open and close. Nobody by default. */
  readonly observe?: Observer;
  /** Time, for tests. */
  readonly clock?: Clock;
}

/** Limits from options and a protocol's defaults. Throws `RangeError` that names an option which cannot be used. */
export function poolLimits(options: UpstreamOptions, defaults: PoolLimits): PoolLimits {
  return {
    maxConnections: positiveInteger(options, 'maxConnections', defaults.maxConnections),
    expectedCapacity: defaults.expectedCapacity,
    idleTimeoutMs: positiveInteger(options, 'idleTimeoutMs', defaults.idleTimeoutMs),
    connectTimeoutMs: positiveInteger(options, 'connectTimeoutMs', defaults.connectTimeoutMs),
  };
}

/** What a timer can wait. */
const MAX_OPTION = 0x7fff_ffff;

type NumericOption = 'maxConnections' | 'idleTimeoutMs' | 'connectTimeoutMs';

function positiveInteger(options: UpstreamOptions, name: NumericOption, byDefault: number): number {
  const value = options[name] ?? byDefault;
  if (Number.isInteger(value) && value > 0 && value <= MAX_OPTION) return value;
  throw new RangeError(`${name} is ${value}, which is not an integer from 1 to ${MAX_OPTION}`);
}

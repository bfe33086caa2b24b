import { checkedObserver } from '../observe/index.ts';
import { ipFamily, MAX_MESSAGE_OCTETS } from '../wire/index.ts';
import { type Clock, systemClock } from './clock.ts';
import type { Connection, ConnectionEvents } from './connection.ts';
import type { Address, AddressSource, Transport } from './contract.ts';
import { AddressMemory } from './address-memory.ts';
import { type AddressTrial, trialOf } from './address-trial.ts';
import { dialAddresses, type Dialer } from './dial-addresses.ts';
import { addressSourceFor, type Endpoint } from './endpoint.ts';
import { pool } from './pool.ts';
import type { PoolLimits } from './pool-events.ts';
import { poolLimits, type UpstreamOptions } from './upstream-options.ts';

/** What a protocol brings to a transport over persistent connections. */
export interface LeafProtocol<Link> extends Dialer<Link> {
  readonly endpoint: Endpoint;
  /** Whether connections are encrypted and their server proves who it is. */
  readonly secure: boolean;
  /** The limits where the options say nothing else. */
  readonly defaults: PoolLimits;
  /**
   * The connection over a link that was opened. Where dialling is connectionless and there are several addresses, it
   * tells the trial what comes of this one.
   */
  connect(link: Link, events: ConnectionEvents, clock: Clock, trial?: AddressTrial): Connection;
}

/**
 * A transport to one upstream: finds its addresses, dials them, and keeps a pool of connections.
 * Throws `RangeError` for a bad limit, `TypeError` for a host name without an address source.
 */
export function leaf<Link>(protocol: LeafProtocol<Link>, options: UpstreamOptions): Transport {
  const { endpoint, secure, defaults } = protocol;
  const { clock = systemClock } = options;
  const addresses = addressSourceFor(endpoint, options.addresses);
  const memory = new AddressMemory(clock);
  return pool({
    traits: {
      protocol: endpoint.protocol,
      endpoint: endpoint.url,
      encrypted: secure,
      authenticated: secure,
      maxReplyOctets: MAX_MESSAGE_OCTETS,
    },
    limits: poolLimits(options, defaults),
    observer: checkedObserver(options.observe),
    clock,
    dial: async (events, signal) => {
      const found = await addressesOf(endpoint, addresses, signal);
      const { connection: link, address } = await dialAddresses(found, protocol, signal, clock, memory);
      const trial = protocol.connectionless === true ? trialOf(address, found, memory, clock) : undefined;
      try {
        return protocol.connect(link, events, clock, trial);
      } catch (error) {
        protocol.discard(link);
        throw error;
      }
    },
  });
}

/** What a source gives must be addresses: a name among them would go to the system's resolver. */
async function addressesOf(
  { host }: Endpoint,
  source: AddressSource,
  signal: AbortSignal,
): Promise<readonly Address[]> {
  try {
    const addresses = await source(host, signal);
    const wrong = addresses.find(({ address, family }) => ipFamily(address) !== family);
    if (wrong !== undefined) throw new TypeError(`${JSON.stringify(wrong)} is no address`);
    if (addresses.length === 0) throw new RangeError('it has no address');
    return addresses;
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`${host} was not resolved: ${why}`, { cause });
  }
}

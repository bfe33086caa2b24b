import {
  addressSourceFor,
  type ExchangeContext,
  isSelected,
  MAX_MESSAGE_OCTETS,
  notSelected,
  parseEndpoint,
  pool,
  poolLimits,
  type PoolLimits,
  Reader,
  readHeader,
  systemClock,
  TC,
  type Transport,
  type TransportReply,
  type TransportTraits,
  type UpstreamOptions,
} from '@hushdns/core/transport';
import { dialEndpoint } from '@hushdns/socket';
import { TCP_FORM, UDP_FORM } from './endpoints.ts';
import { tcpTo } from './tcp.ts';
import { dialUdp, QUERIES_PER_SOCKET, UdpConnection } from './udp-connection.ts';

/** Options of `udp()`. `maxConnections` bounds the sockets, each with a source port of its own: 64 by default. */
export type UdpOptions = UpstreamOptions;

const DEFAULTS: PoolLimits = {
  maxConnections: 64,
  expectedCapacity: QUERIES_PER_SOCKET,
  idleTimeoutMs: 5_000,
  connectTimeoutMs: 5_000,
};

/**
 * Plain DNS over UDP (RFC 1035 4.2.1), a truncated reply asked again over TCP. Nothing is encrypted.
 * Takes `udp://192.0.2.1`, `udp://host:5353` or a bare address; throws `RangeError` or `TypeError` for what it cannot use.
 */
export function udp(upstream: string, options: UdpOptions = {}): Transport {
  return new Udp(upstream, options);
}

class Udp implements Transport {
  readonly traits: TransportTraits;
  readonly #datagrams: Transport;
  readonly #streams: Transport;

  constructor(upstream: string, options: UdpOptions) {
    const endpoint = parseEndpoint(upstream, UDP_FORM);
    const clock = options.clock ?? systemClock;
    const addresses = addressSourceFor(endpoint, options.addresses);
    this.traits = {
      protocol: 'udp',
      endpoint: endpoint.url,
      encrypted: false,
      authenticated: false,
      maxReplyOctets: MAX_MESSAGE_OCTETS,
    };
    this.#datagrams = pool({
      traits: this.traits,
      limits: poolLimits(options, DEFAULTS),
      clock,
      dial: async (events, signal) => {
        const socket = await dialEndpoint(
          {
            endpoint,
            addresses,
            clock,
            dial: (address, each) => dialUdp(address, endpoint.port, each),
            discard: (late) => late.close(),
          },
          signal,
        );
        return new UdpConnection(socket, endpoint, events, clock);
      },
    });
    const { maxConnections: _, ...streamOptions } = options;
    this.#streams = tcpTo({ ...endpoint, protocol: TCP_FORM.protocol, url: endpoint.url }, streamOptions);
  }

  async exchange(query: Uint8Array, { only, ...context }: ExchangeContext): Promise<TransportReply> {
    if (only !== undefined && !isSelected(this, only)) throw notSelected(this, only);
    const reply = await this.#datagrams.exchange(query, context);
    const truncated = (readHeader(new Reader(reply.bytes)).bits & TC) !== 0;
    return truncated ? this.#streams.exchange(query, context) : reply;
  }

  async close(): Promise<void> {
    await this.#datagrams.close();
    await this.#streams.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}

import {
  type ExchangeContext,
  isSelected,
  leaf,
  notSelected,
  parseEndpoint,
  type PoolLimits,
  RandomIds,
  TC,
  TCP_FORM,
  type Transport,
  type TransportReply,
  type TransportTraits,
  UDP_FORM,
  type UpstreamOptions,
} from '@hushdns/core/transport';
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
 * Plain DNS over UDP (RFC 1035 4.2.1), a truncated reply asked again over TCP. Nothing is encrypted. Of a host's several
 * addresses one is asked, the next one where that is silent: for 250 ms, for 3 seconds where it had answered lately.
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
    // One for all sockets: each of them uses only a part of what is drawn at a time.
    const ids = new RandomIds();
    this.#datagrams = leaf(
      {
        endpoint,
        secure: false,
        connectionless: true,
        defaults: DEFAULTS,
        dial: (address, signal) => dialUdp(address, endpoint.port, signal),
        discard: (socket) => void socket.close(),
        connect: (socket, events, clock, trial) => new UdpConnection(socket, ids, events, clock, trial),
      },
      options,
    );
    this.traits = this.#datagrams.traits;
    // How many sockets there may be says nothing about streams.
    const { maxConnections: _, ...streamOptions } = options;
    this.#streams = tcpTo({ ...endpoint, protocol: TCP_FORM.protocol }, streamOptions);
  }

  async exchange(query: Uint8Array, context: ExchangeContext): Promise<TransportReply> {
    if (context.only !== undefined) return this.#exchangeIfSelected(query, context);
    const reply = await this.#datagrams.exchange(query, context);
    return isTruncated(reply.bytes) ? this.#streams.exchange(query, context) : reply;
  }

  async #exchangeIfSelected(
    query: Uint8Array,
    { only, ...context }: ExchangeContext,
  ): Promise<TransportReply> {
    if (only !== undefined && !isSelected(this, only)) throw notSelected(this, only);
    return this.exchange(query, context);
  }

  async close(): Promise<void> {
    await this.#datagrams.close();
    await this.#streams.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}

/** Whether TC is set (RFC 1035 4.1.1), in a reply whose header is known to be whole. */
function isTruncated(reply: Uint8Array): boolean {
  return ((reply[2] as number) & (TC >> 8)) !== 0;
}

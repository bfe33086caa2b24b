import type { CloseManner } from './reaction.ts';
import type { Responder } from './responder.ts';
import type { ServerProtocol } from './server-protocol.ts';
import type { StatisticsCounter } from './statistics.ts';

/** One protocol's listening socket with its connections. */
export interface Listener {
  readonly port: number;
  /** Ends the connections that are open, from the server's side. */
  hangUp(how: CloseManner): void;
  /** Frees every handle at once. */
  close(): Promise<void>;
}

export interface ListenOptions {
  readonly protocol: ServerProtocol;
  /** An IP address. */
  readonly host: string;
  /** 0 for any free one. */
  readonly port: number;
  readonly cert: string;
  readonly key: string;
  /** The protocols that TLS and QUIC agree to; undefined for the right ones. */
  readonly alpn: readonly string[] | undefined;
  /** Connections that are silent for longer are ended; undefined for never. */
  readonly idleTimeoutMs: number | undefined;
  /** How many streams a client may have open at a time (HTTP/2 and QUIC). */
  readonly maxConcurrentStreams: number;
  readonly responder: Responder;
  readonly statistics: StatisticsCounter;
}

export type Listen = (options: ListenOptions) => Promise<Listener>;

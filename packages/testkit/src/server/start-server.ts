import { isIPv6 } from 'node:net';
import { certificateAuthority, type ServerCertificate } from '../certificates/index.ts';
import { zone as zoneOf, type Zone } from '../zone/index.ts';
import { DOH_PATH } from './doh-request.ts';
import { listenFaulty } from './faulty.ts';
import { listenHttps } from './https.ts';
import type { Listen, Listener } from './listener.ts';
import type { CloseManner, QueryHandler } from './reaction.ts';
import { listenQuic } from './quic.ts';
import { Responder } from './responder.ts';
import type { ServerFault } from './server-fault.ts';
import type { ServerProtocol } from './server-protocol.ts';
import { type ProtocolStatistics, StatisticsCounter } from './statistics.ts';
import { listenTcp } from './tcp.ts';
import { listenTls } from './tls.ts';
import { listenUdp } from './udp.ts';

/** The name that the server's own certificate is for, beside `localhost`, `127.0.0.1` and `::1`. */
export const SERVER_NAME = 'dns.hush.example';

/** UDP and TCP share a port, which may be free for one of them only: how often another one is tried. */
const PORT_ATTEMPTS = 20;

const LISTEN: Readonly<Record<ServerProtocol, Listen>> = {
  udp: listenUdp,
  tcp: listenTcp,
  tls: listenTls,
  https: listenHttps,
  quic: listenQuic,
};
const ALL_PROTOCOLS = Object.keys(LISTEN) as ServerProtocol[];

export interface ServerOptions<Protocol extends ServerProtocol = ServerProtocol> {
  /** Default: all. */
  readonly protocols?: readonly Protocol[];
  /** The IP address to listen on. Default: 127.0.0.1. */
  readonly host?: string;
  /** The ports to listen on, as a server has to that starts again. Default: free ones. */
  readonly ports?: Readonly<Partial<Record<Protocol, number>>>;
  /** What to answer from. Default: the example zone. */
  readonly zone?: Zone;
  /** What to prove itself with. Default: a certificate of a new authority for `SERVER_NAME`, `localhost`, `127.0.0.1` and `::1`. */
  readonly certificate?: ServerCertificate;
  /** The protocols that TLS and QUIC agree to (RFC 7301), in the place of `dot` and `doq`: a server for something else. */
  readonly alpn?: readonly string[];
  /** Ends connections that were silent for this long. Default: never; QUIC after 30 s. */
  readonly idleTimeoutMs?: number;
  /** How many streams a client may have open at a time (HTTP/2 and QUIC). Default: 100. */
  readonly maxConcurrentStreams?: number;
  /** What to do about each query. An error that it throws ends the connection, and `close()` rejects with it. Default: answer. */
  readonly onQuery?: QueryHandler;
  /** Makes a server that does not get as far as a query. */
  readonly fault?: ServerFault;
}

/** A DNS server on loopback. */
export interface DnsServer<Protocol extends ServerProtocol = ServerProtocol> extends AsyncDisposable {
  /** The URL of each protocol, `tls://127.0.0.1:40123` for example. UDP and TCP have the same port. */
  readonly endpoints: Readonly<Record<Protocol, string>>;
  /** What a client must trust, as PEM. */
  readonly ca: string;
  readonly statistics: Readonly<Record<Protocol, ProtocolStatistics>>;
  /** Ends the connections that are open, as a server does that has waited long enough. Default: `graceful`. */
  hangUp(how?: CloseManner): void;
  /** Frees every handle, with queries under way or not. Idempotent. */
  close(): Promise<void>;
}

/** Starts a DNS server on free ports of loopback, all protocols over one zone. */
export async function startServer<Protocol extends ServerProtocol = ServerProtocol>(
  options: ServerOptions<Protocol> = {},
): Promise<DnsServer<Protocol>> {
  const { host = '127.0.0.1', alpn, idleTimeoutMs, maxConcurrentStreams = 100, fault } = options;
  const { ca, cert, key } = options.certificate ?? (await ownCertificate());
  const responder = new Responder(options.zone ?? zoneOf(), options.onQuery);
  const listeners = new Map<ServerProtocol, Listener>();
  const statistics = new Map<ServerProtocol, ProtocolStatistics>();
  const server = new Server<Protocol>(host, ca, responder, listeners, statistics);
  const listen = async (protocol: ServerProtocol, port: number): Promise<number> => {
    const counter = new StatisticsCounter();
    const listenOptions = {
      protocol,
      host,
      port,
      cert,
      key,
      alpn,
      idleTimeoutMs,
      maxConcurrentStreams,
      responder,
      statistics: counter,
    };
    const listener = await (fault === undefined ? LISTEN[protocol] : listenFaulty(fault))(listenOptions);
    listeners.set(protocol, listener);
    statistics.set(protocol, counter);
    return listener.port;
  };
  const wanted = new Set<ServerProtocol>(options.protocols ?? ALL_PROTOCOLS);
  try {
    const ports: Partial<Record<ServerProtocol, number>> = options.ports ?? {};
    if (wanted.has('udp') && wanted.has('tcp') && (ports.udp ?? ports.tcp) === undefined)
      await listenOnOnePort(listen, listeners);
    for (const protocol of wanted) if (!listeners.has(protocol)) await listen(protocol, ports[protocol] ?? 0);
    return server;
  } catch (error) {
    await server.close();
    throw error;
  }
}

/** A port that is free for TCP may be taken for UDP. */
async function listenOnOnePort(
  listen: (protocol: ServerProtocol, port: number) => Promise<number>,
  listeners: Map<ServerProtocol, Listener>,
): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const port = await listen('tcp', 0);
    try {
      await listen('udp', port);
      return;
    } catch (error) {
      await listeners.get('tcp')?.close();
      if (attempt === PORT_ATTEMPTS) throw error;
    }
  }
}

async function ownCertificate(): Promise<ServerCertificate> {
  const authority = await certificateAuthority();
  return authority.issue({ dnsNames: [SERVER_NAME, 'localhost'], ipAddresses: ['127.0.0.1', '::1'] });
}

class Server<Protocol extends ServerProtocol> implements DnsServer<Protocol> {
  readonly ca: string;
  readonly #host: string;
  readonly #responder: Responder;
  readonly #listeners: ReadonlyMap<ServerProtocol, Listener>;
  readonly #statistics: ReadonlyMap<ServerProtocol, ProtocolStatistics>;
  #closed: Promise<void> | undefined;

  constructor(
    host: string,
    ca: string,
    responder: Responder,
    listeners: ReadonlyMap<ServerProtocol, Listener>,
    statistics: ReadonlyMap<ServerProtocol, ProtocolStatistics>,
  ) {
    this.#host = isIPv6(host) ? `[${host}]` : host;
    this.ca = ca;
    this.#responder = responder;
    this.#listeners = listeners;
    this.#statistics = statistics;
  }

  get endpoints(): Readonly<Record<Protocol, string>> {
    const urls = Array.from(this.#listeners, ([protocol, { port }]) => {
      const path = protocol === 'https' ? DOH_PATH : '';
      return [protocol, `${protocol}://${this.#host}:${port}${path}`];
    });
    return Object.fromEntries(urls) as Record<Protocol, string>;
  }

  get statistics(): Readonly<Record<Protocol, ProtocolStatistics>> {
    return Object.fromEntries(this.#statistics) as Record<Protocol, ProtocolStatistics>;
  }

  hangUp(how: CloseManner = 'graceful'): void {
    for (const listener of this.#listeners.values()) listener.hangUp(how);
  }

  close(): Promise<void> {
    return (this.#closed ??= this.#close());
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #close(): Promise<void> {
    this.#responder.stop();
    await Promise.all(Array.from(this.#listeners.values(), (listener) => listener.close()));
    this.#responder.throwFailure();
  }
}

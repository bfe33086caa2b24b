import type { Transport, TransportReply } from '@hushdns/core/transport';
import {
  type DnsServer,
  type ProtocolStatistics,
  type ServerOptions,
  type ServerProtocol,
  startServer,
} from '../server/index.ts';
import { eventually, within } from './assertions.ts';
import type { ConformanceHarness, CreateOptions } from './harness.ts';
import { conformanceZone, query } from './queries.ts';
import { ResourceLedger } from './resource-ledger.ts';

/** How long a query of the suite may take where nothing is wrong, in milliseconds. */
const PATIENCE_MS = 2_000;

/** What a case works with. It keeps account of what it opened, and sees that all of it is closed in the end. */
export class Rig {
  readonly harness: ConformanceHarness;
  readonly #resources = new ResourceLedger();
  readonly #servers: DnsServer[] = [];
  readonly #transports: Transport[] = [];

  constructor(harness: ConformanceHarness) {
    this.harness = harness;
  }

  get protocol(): ServerProtocol {
    return this.harness.protocol;
  }

  /** Runs a case: what it opens from here on, through its transports, is to be closed in the end. */
  run(body: (rig: Rig) => Promise<void>): Promise<void> {
    return this.#resources.underTest(() => body(this));
  }

  /** A server for the protocol under test; for UDP over TCP too, which truncated replies lead to. */
  async server(options: Omit<ServerOptions, 'protocols'> = {}): Promise<TestServer> {
    const protocols: ServerProtocol[] = this.protocol === 'udp' ? ['udp', 'tcp'] : [this.protocol];
    const server = await this.#resources.aside(() =>
      startServer({ zone: conformanceZone, ...options, protocols }),
    );
    this.#servers.push(server);
    const statistics = server.statistics[this.protocol];
    return { server, statistics, endpoint: server.endpoints[this.protocol], ca: server.ca };
  }

  /** A transport to a server, or to an endpoint that is a URL. */
  transport(to: Pick<TestServer, 'endpoint' | 'ca'>, options: Partial<CreateOptions> = {}): Transport {
    const transport = this.harness.create(to.endpoint, { ca: to.ca, ...options });
    this.#transports.push(transport);
    return transport;
  }

  /** A server that nothing is wrong with and a transport to it. */
  async pair(options: Omit<ServerOptions, 'protocols'> = {}): Promise<{ transport: Transport } & TestServer> {
    const server = await this.server(options);
    return { ...server, transport: this.transport(server) };
  }

  /** Closes everything and fails where something is left: a connection at the server, a socket or timer here. */
  async close(): Promise<void> {
    try {
      await this.#closeTransports();
      await eventually(
        () => this.#resources.size === 0,
        () => `no socket or timer is left by a closed transport, but there is ${this.#resources}`,
      );
    } finally {
      this.#resources.stop();
      await Promise.all(this.#servers.map((server) => server.close()));
    }
  }

  async #closeTransports(): Promise<void> {
    for (const transport of this.#transports) {
      const closed = this.#resources.underTest(() => transport.close());
      await within(PATIENCE_MS, closed, 'close() of the transport');
    }
    for (const { statistics } of this.#servers) {
      for (const each of Object.values(statistics)) {
        await eventually(
          () => each.openConnections === 0,
          'no connection is left open by a closed transport',
        );
      }
    }
  }
}

export interface TestServer {
  readonly server: DnsServer;
  /** Of the protocol under test. */
  readonly statistics: ProtocolStatistics;
  readonly endpoint: string;
  readonly ca: string;
}

/** Asks with the patience of the suite. */
export function ask(transport: Transport, bytes: Uint8Array, signal?: AbortSignal): Promise<TransportReply> {
  const deadline = performance.now() + PATIENCE_MS;
  return transport.exchange(bytes, signal === undefined ? { deadline } : { deadline, signal });
}

/** Gets a first answer, so that there is a connection that has proved itself. */
export async function prime(transport: Transport): Promise<void> {
  await ask(transport, query('n0'));
}

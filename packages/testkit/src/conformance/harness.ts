import type { AddressSource, Transport } from '@hushdns/core/transport';
import type { ServerProtocol } from '../server/index.ts';

/** What the suite makes a transport with. */
export interface CreateOptions {
  /** The only certificates to trust, as PEM. Transports without TLS ignore it. */
  readonly ca: string;
  /** Where the addresses of a host name come from; given where the endpoint names one. */
  readonly addresses?: AddressSource;
}

/** A transport under test, as its author shows it to the suite. */
export interface ConformanceHarness {
  readonly protocol: ServerProtocol;
  /** Makes a transport to an endpoint like `tls://127.0.0.1:40123`, all else left at its defaults. */
  readonly create: (endpoint: string, options: CreateOptions) => Transport;
  /**
   * An ES module that Node can import as it is and whose export `create` is the function above: a process of its own
   * imports it, to see whether it ends.
   */
  readonly module: URL | string;
  /** The most connections that a burst of 100 queries may open. Default: 2. Not counted on UDP. */
  readonly maxConnections?: number;
}

/** One case of the suite, for any test runner. */
export interface ConformanceCase {
  /** What must hold, and where that is written: `... (RFC 7766 6.2.1)`, or nothing where it is the Transport contract. */
  readonly name: string;
  /** Starts its own servers, rejects where the transport fails, and takes a few seconds at most. */
  readonly run: () => Promise<void>;
}

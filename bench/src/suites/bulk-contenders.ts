import type { Contender } from '../model.ts';
import type { BulkServer } from '../native/bulk-commands.ts';
import { nodeContender } from '../run/node-contender.ts';
import { pythonContender } from '../run/python-contender.ts';

/** Where a bulk contender finds its server over UDP and TLS. */
export interface BulkUpstreams {
  readonly udp: BulkServer;
  readonly tls: { readonly host: string; readonly port: number };
  /** The authority that certified it, in PEM. */
  readonly ca: string;
  /** The name in its certificate. */
  readonly authName: string;
}

/** A million names take longer than tasks do as a rule. */
const TASK_LIMIT_MS = 120_000;

/** `resolveMany()`, or a loop over `resolve()` with so many in flight. */
export function bulkHushdns(
  { udp, tls, ca, authName }: BulkUpstreams,
  protocol: 'udp' | 'tls',
  inFlight?: number,
): Contender {
  const url =
    protocol === 'udp' ? `udp://${udp.host}:${udp.port}` : `tls://${tls.host}:${tls.port}#${authName}`;
  const loop = inFlight === undefined ? {} : { inFlight };
  return nodeContender({
    name:
      inFlight === undefined
        ? `hushdns resolveMany, ${protocol}`
        : `hushdns ${protocol}, ${inFlight} in flight`,
    module: 'bulk-hushdns',
    settings: { url, ca, ...loop },
    taskLimitMs: TASK_LIMIT_MS,
  });
}

/** Node's Resolver. */
export function bulkCAres({ udp: { host, port } }: BulkUpstreams, inFlight: number): Contender {
  return nodeContender({
    name: `c-ares, ${inFlight} in flight`,
    module: 'bulk-node-dns',
    settings: { server: `${host}:${port}`, inFlight },
    taskLimitMs: TASK_LIMIT_MS,
  });
}

/** The `wrapper` lets getaddrinfo find the server. Libuv gives it half of its threads at most. */
export function bulkGetaddrinfo(
  name: string,
  wrapper: readonly string[],
  { threads, inFlight }: { readonly threads: number; readonly inFlight: number },
): Contender {
  return nodeContender({
    name: `getaddrinfo, ${name}`,
    module: 'bulk-getaddrinfo',
    settings: { inFlight },
    wrapper,
    environment: { UV_THREADPOOL_SIZE: String(threads) },
    taskLimitMs: TASK_LIMIT_MS,
  });
}

export function bulkDnspython({ udp }: BulkUpstreams, namesFile: string, inFlight: number): Contender {
  return pythonContender({
    name: `dnspython asyncio, ${inFlight} in flight`,
    script: 'dnspython_bulk',
    settings: { ...udp, names: namesFile, inFlight },
    taskLimitMs: TASK_LIMIT_MS,
  });
}

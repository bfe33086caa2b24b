import { createPrivateKey } from 'node:crypto';
import type { ListenOptions, QuicConnection } from '../api.ts';
import { parseCertificates } from '../certificates.ts';
import { checkAddress, checkAlpn, checkInteger, checkTimeout } from '../checks.ts';
import { DEFAULT_IDLE_TIMEOUT_MS } from '../connection/options.ts';

const DEFAULT_ADDRESS = '127.0.0.1';
const DEFAULT_MAX_CONCURRENT_STREAMS = 100;
const DEFAULT_MAX_CONNECTIONS = 1_000;
/** RFC 9000 section 4.6 allows 2^60; the engine's ABI has 32 bits. */
const MAX_COUNT = 2 ** 32 - 1;

export interface ListenSettings {
  readonly address: string;
  readonly port: number;
  readonly chain: readonly Uint8Array[];
  /** PKCS #8, DER */
  readonly key: Uint8Array;
  readonly alpn: readonly Uint8Array[];
  readonly idleTimeoutMs: number;
  readonly maxConcurrentStreams: number;
  readonly maxConnections: number;
  readonly onConnection: (connection: QuicConnection) => void;
}

export function checkListenOptions(options: ListenOptions): ListenSettings {
  if (typeof options.onConnection !== 'function') throw new TypeError('onConnection must be a function');
  return {
    address: checkAddress(options.address ?? DEFAULT_ADDRESS),
    port: checkInteger(options.port ?? 0, 'port', 0, 65_535),
    chain: parseCertificates(options.certificateChain, 'certificateChain'),
    key: parseKey(options.privateKey),
    alpn: checkAlpn(options.alpn),
    idleTimeoutMs: checkTimeout(options.idleTimeoutMs ?? DEFAULT_IDLE_TIMEOUT_MS, 'idleTimeoutMs'),
    maxConcurrentStreams: checkInteger(
      options.maxConcurrentStreams ?? DEFAULT_MAX_CONCURRENT_STREAMS,
      'maxConcurrentStreams',
      0,
      MAX_COUNT,
    ),
    maxConnections: checkInteger(
      options.maxConnections ?? DEFAULT_MAX_CONNECTIONS,
      'maxConnections',
      1,
      MAX_COUNT,
    ),
    onConnection: options.onConnection,
  };
}

function parseKey(pem: string): Buffer {
  try {
    return createPrivateKey(pem).export({ type: 'pkcs8', format: 'der' });
  } catch (cause) {
    throw new TypeError('privateKey is not an unencrypted PEM private key', { cause });
  }
}

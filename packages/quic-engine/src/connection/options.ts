import { isIP } from 'node:net';
import type { ConnectOptions } from '../api.ts';
import { trustAnchors } from '../certificates.ts';
import { checkAddress, checkAlpn, checkInteger, checkTimeout } from '../checks.ts';
import type { ClientConfiguration } from '../engine/configurations.ts';

const DEFAULT_HANDSHAKE_TIMEOUT_MS = 10_000;
export const DEFAULT_IDLE_TIMEOUT_MS = 30_000;
/** RFC 1035 section 2.3.4, without the root's dot (RFC 6066 section 3); underscores are in use. */
const DNS_NAME = /^(?=.{1,253}$)[\w-]{1,63}(\.[\w-]{1,63})*$/;

export interface ConnectSettings extends ClientConfiguration {
  readonly handshakeTimeoutMs: number;
  readonly ref: boolean;
  readonly signal: AbortSignal | undefined;
}

export function checkConnectOptions(options: ConnectOptions): ConnectSettings {
  const { signal } = options;
  if (signal !== undefined && !(signal instanceof AbortSignal))
    throw new TypeError('signal must be an AbortSignal');
  const address = checkAddress(options.address);
  return {
    address,
    port: checkInteger(options.port, 'port', 1, 65_535),
    serverName: checkServerName(options.serverName ?? address),
    alpn: checkAlpn(options.alpn),
    anchors: trustAnchors(options.ca),
    handshakeTimeoutMs: checkTimeout(
      options.handshakeTimeoutMs ?? DEFAULT_HANDSHAKE_TIMEOUT_MS,
      'handshakeTimeoutMs',
    ),
    idleTimeoutMs: checkTimeout(options.idleTimeoutMs ?? DEFAULT_IDLE_TIMEOUT_MS, 'idleTimeoutMs'),
    resume: options.resume ?? true,
    ref: options.ref ?? true,
    signal,
  };
}

function checkServerName(serverName: string): string {
  if (typeof serverName !== 'string') throw new TypeError('serverName must be a string');
  const [address = ''] = serverName.split('%', 1);
  if (isIP(address) !== 0) return address;
  const name = serverName.replace(/\.$/, '');
  if (!DNS_NAME.test(name) || isIP(name) !== 0) {
    throw new RangeError(`serverName must be a DNS name or an IP address, not ${JSON.stringify(serverName)}`);
  }
  return name;
}

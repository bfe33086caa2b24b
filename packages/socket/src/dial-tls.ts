import { isIP, type Socket } from 'node:net';
import * as tls from 'node:tls';
import type { Address } from '@hushdns/core/transport';
import { dialTcp } from './dial-tcp.ts';
import { trustedAuthorities, type TrustOptions } from './trust.ts';

/** How to secure a connection. */
export interface TlsProfile {
  /** Who the server must prove to be: a host name, or an IP address that its certificate must list. */
  readonly authName: string;
  readonly alpnProtocols: readonly string[];
  readonly secureContext: tls.SecureContext;
}

/** The context that all connections of an upstream share: TLS 1.2 or newer (RFC 8310 9). Throws `TypeError` for authorities that cannot be used. */
export function secureContextFor({ ca }: TrustOptions): tls.SecureContext {
  const authorities = trustedAuthorities(ca)?.map((each) => each.toString());
  return tls.createSecureContext({
    minVersion: 'TLSv1.2',
    // Absent, Node's own store is used as it is, which is far faster than parsing it again.
    ...(authorities === undefined ? {} : { ca: authorities }),
  });
}

/**
 * A TLS connection to an address whose server proved to be `authName` (RFC 8310 8.1).
 * Rejects with the error of the system or of TLS, or with the signal's reason on abort.
 */
export async function dialTls(
  address: Address,
  port: number,
  profile: TlsProfile,
  signal: AbortSignal,
): Promise<tls.TLSSocket> {
  const socket = await dialTcp(address, port, signal);
  return handshake(socket, profile, signal);
}

function handshake(socket: Socket, profile: TlsProfile, signal: AbortSignal): Promise<tls.TLSSocket> {
  const { authName, alpnProtocols, secureContext } = profile;
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      socket.destroy();
      throw signal.reason;
    }
    const secure = tls.connect({
      socket,
      // RFC 6066 3: an IP address is no server name. Node checks `host` against the certificate where there is none.
      servername: isIP(authName) === 0 ? authName : '',
      host: authName,
      ALPNProtocols: [...alpnProtocols],
      secureContext,
      rejectUnauthorized: true,
      checkServerIdentity,
    });
    const settle = (act: () => void): void => {
      secure.off('error', fail).off('close', closed).off('secureConnect', secured);
      secure.on('error', () => {});
      signal.removeEventListener('abort', abort);
      act();
    };
    const fail = (reason: unknown): void => {
      settle(() => {
        secure.destroy();
        reject(reason);
      });
    };
    const abort = (): void => fail(signal.reason);
    const closed = (): void => fail(new Error('the server ended the connection in the TLS handshake'));
    const secured = (): void => settle(() => resolve(secure));
    signal.addEventListener('abort', abort, { once: true });
    secure.once('error', fail);
    secure.once('close', closed);
    secure.once('secureConnect', secured);
  });
}

/** Node's check, less its fallback to the subject's common name, which RFC 9525 2 retired. */
function checkServerIdentity(hostname: string, certificate: tls.PeerCertificate): Error | undefined {
  if (certificate.subjectaltname === undefined)
    return new Error('the certificate lists no subject alternative name');
  return tls.checkServerIdentity(hostname, certificate);
}

// What the engine says of a lost connection, as a QuicError.
import { Reason } from '../engine/abi.ts';
import { QuicError, type QuicErrorKind } from '../errors.ts';

/** RFC 9000 section 20.1 */
const CONNECTION_REFUSED = 0x2;
/** RFC 9001 section 4.8: 0x100 plus the TLS alert */
const CRYPTO_ERROR = 0x100;
const CRYPTO_ERROR_END = 0x200;
/** RFC 8446 section 6 */
const NO_APPLICATION_PROTOCOL = 120;
/** RFC 8446 section 6: bad_certificate to certificate_unknown, unknown_ca, bad_certificate_status_response, certificate_required */
const CERTIFICATE_ALERTS: ReadonlySet<number> = new Set([42, 43, 44, 45, 46, 48, 113, 116]);
/** rustls's words for a certificate that it refuses, whatever the alert. */
const REFUSED_CERTIFICATE = 'invalid peer certificate';

export function lossError(peer: string, reason: number, code: number, rawText: string): QuicError {
  const text = rawText.replace(/\p{Cc}/gu, '?');
  const fail = (kind: QuicErrorKind, message: string, origin: 'local' | 'peer' = 'local'): QuicError =>
    new QuicError(kind, `QUIC ${peer}: ${message}`, { code, origin, reason: text });
  switch (reason) {
    case Reason.application:
      return fail('application-closed', `closed by the peer with code ${code}${text && `: ${text}`}`, 'peer');
    case Reason.peerTransport:
      return fail(transportKind(code, text) ?? 'transport-closed', `ended by the peer: ${text}`, 'peer');
    case Reason.localTransport:
      return fail(transportKind(code, text) ?? 'protocol', text);
    case Reason.timedOut:
      return fail('idle-timeout', 'nothing received within the idle timeout');
    case Reason.statelessReset:
      return fail('reset', 'the peer has lost the connection (stateless reset)', 'peer');
    case Reason.version:
      return fail('version', 'the peer does not speak QUIC version 1', 'peer');
    case Reason.local:
      return fail('closed', 'closed');
    default:
      return fail('engine', `lost for reason ${reason}${text && `: ${text}`}`);
  }
}

function transportKind(code: number, text: string): QuicErrorKind | undefined {
  if (code === CONNECTION_REFUSED) return 'refused';
  if (code < CRYPTO_ERROR || code >= CRYPTO_ERROR_END) return undefined;
  const alert = code - CRYPTO_ERROR;
  if (alert === NO_APPLICATION_PROTOCOL) return 'alpn';
  return CERTIFICATE_ALERTS.has(alert) || text.includes(REFUSED_CERTIFICATE) ? 'certificate' : 'handshake';
}

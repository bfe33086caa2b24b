import { expect, test } from 'vitest';
import { Reason } from '../engine/abi.ts';
import type { QuicErrorKind } from '../errors.ts';
import { lossError } from './loss.ts';

test.each<[reason: number, code: number, text: string, kind: QuicErrorKind, origin: string]>([
  [Reason.application, 7, 'gone', 'application-closed', 'peer'],
  [Reason.peerTransport, 0x2, '', 'refused', 'peer'],
  [Reason.peerTransport, 0x0a, '', 'transport-closed', 'peer'],
  [Reason.peerTransport, 0x100 + 48, '', 'certificate', 'peer'],
  [Reason.peerTransport, 0x100 + 120, '', 'alpn', 'peer'],
  [Reason.localTransport, 0x100 + 51, 'invalid peer certificate: BadSignature', 'certificate', 'local'],
  [Reason.localTransport, 0x100 + 51, 'other', 'handshake', 'local'],
  [Reason.localTransport, 0x0a, '', 'protocol', 'local'],
  [Reason.timedOut, 0, '', 'idle-timeout', 'local'],
  [Reason.statelessReset, 0, '', 'reset', 'peer'],
  [Reason.version, 0, '', 'version', 'peer'],
  [Reason.exhausted, 0, '', 'engine', 'local'],
])('reason %i with code %i and text %j is %s', (reason, code, text, kind, origin) => {
  expect(lossError('[::1]:853', reason, code, text)).toMatchObject({
    kind,
    code,
    origin,
    reason: text,
    message: expect.stringMatching(/^QUIC \[::1\]:853: /) as string,
  });
});

test("control characters in a peer's text are replaced", () => {
  expect(lossError('x', Reason.application, 0, 'a\u001b[31m\nb').reason).toBe('a?[31m?b');
});

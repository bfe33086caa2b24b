import { connect, type Socket } from 'node:net';
import type { Address } from '@hushdns/core/transport';

/**
 * A TCP connection to an address; rejects with the system's error, or with the signal's reason on abort.
 * The socket does not keep the process alive: whoever waits on it has a timer that does.
 */
export function dialTcp({ address, family }: Address, port: number, signal: AbortSignal): Promise<Socket> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const socket = connect({ host: address, port, family, noDelay: true, autoSelectFamily: false });
    socket.unref();
    const settle = (act: () => void): void => {
      socket.off('error', fail).off('close', closed).off('connect', connected);
      // A socket that is let go may still fail, which is nobody's business then.
      socket.on('error', () => {});
      signal.removeEventListener('abort', abort);
      act();
    };
    const fail = (reason: unknown): void => {
      settle(() => {
        socket.destroy();
        reject(reason);
      });
    };
    const abort = (): void => fail(signal.reason);
    const closed = (): void => fail(new Error('closed while connecting'));
    const connected = (): void => settle(() => resolve(socket));
    signal.addEventListener('abort', abort, { once: true });
    socket.once('error', fail);
    socket.once('close', closed);
    socket.once('connect', connected);
  });
}

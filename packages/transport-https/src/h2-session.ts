import * as http2 from 'node:http2';
import { isIP } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { MAX_MESSAGE_OCTETS } from '@hushdns/core/transport';
import http2Wrapper from 'http2-wrapper';

const SETTINGS: http2.Settings = {
  enablePush: false,
  // A whole reply: no server can send more before it is refused.
  initialWindowSize: MAX_MESSAGE_OCTETS,
};
/** 256 replies of 16 KiB under way before one waits for a window update (RFC 9113 6.9). */
const CONNECTION_WINDOW_OCTETS = 4 * 1024 * 1024;

/** Opens the h2 sessions of one upstream, each over a socket of its own. */
export class SessionOpener {
  readonly #origin: URL;
  /** Undefined where the Agent cannot work. */
  readonly #agent: http2Wrapper.Agent | undefined;
  #count = 0;

  constructor(origin: URL, authName: string) {
    this.#origin = origin;
    this.#agent = suitsAgent(origin, authName) ? createAgent() : undefined;
  }

  /**
   * A session whose server has sent its SETTINGS. Takes the socket over and destroys it where that fails; rejects with
   * the error, or with the signal's reason on abort.
   */
  async open(socket: TLSSocket, signal: AbortSignal): Promise<http2.ClientHttp2Session> {
    const abort = (): void => void socket.destroy();
    signal.addEventListener('abort', abort, { once: true });
    try {
      signal.throwIfAborted();
      const session = await this.#connect(socket);
      // What stood behind the SETTINGS has been read too.
      if (session.closed || session.destroyed) throw new Error('the server ended the session as it opened');
      session.setLocalWindowSize(CONNECTION_WINDOW_OCTETS);
      return session;
    } catch (error) {
      socket.destroy();
      throw signal.aborted ? signal.reason : error;
    } finally {
      signal.removeEventListener('abort', abort);
    }
  }

  #connect(socket: TLSSocket): Promise<http2.ClientHttp2Session> {
    const agent = this.#agent;
    const options: http2.SecureClientSessionOptions = { settings: SETTINGS, createConnection: () => socket };
    if (agent === undefined) return connect(this.#origin, options);
    return new Promise((resolve, reject) => {
      (socket as OpeningSocket)[OPENED] = resolve;
      // Part of the Agent's key for sessions and without a meaning to clients: no two connections share a session.
      const sessionIdContext = String(++this.#count);
      agent.getSession(this.#origin, { ...options, sessionIdContext }).then(resolve, reject);
    });
  }
}

/** The Agent compares origins with what it makes of the certificate, and fails, or throws, for all but plain host names. */
function suitsAgent(origin: URL, authName: string): boolean {
  return (
    isIP(authName) === 0 && origin.hostname === authName && /^[a-z0-9-]+(?:\.[a-z0-9-]+)*$/.test(authName)
  );
}

/** An Agent that opens what it is asked to and closes nothing: the pool owns the life of sessions. */
function createAgent(): http2Wrapper.Agent {
  const agent = new http2Wrapper.Agent({
    timeout: 0,
    maxSessions: Infinity,
    maxEmptySessions: Infinity,
    maxCachedTlsSessions: 1,
  });
  agent.on('session', (session: http2.ClientHttp2Session) => {
    // Its handler of ORIGIN frames passes what the server sent to a check that throws for some of it, outside any promise.
    session.removeAllListeners('origin');
    // Where the server allows no stream yet, the Agent would open another session instead of giving this one out.
    (session.socket as OpeningSocket)[OPENED](session);
  });
  return agent;
}

/** On a socket that opens a session: takes the session, which is otherwise not to be told from others of the Agent. */
const OPENED = Symbol('opened');
type OpeningSocket = TLSSocket & { [OPENED]: (session: http2.ClientHttp2Session) => void };

function connect(origin: URL, options: http2.SecureClientSessionOptions): Promise<http2.ClientHttp2Session> {
  return new Promise((resolve, reject) => {
    const session = http2.connect(origin, options);
    session.on('error', reject);
    session.once('close', () => reject(new Error('the server closed the connection before its SETTINGS')));
    session.once('remoteSettings', () => resolve(session));
  });
}

import { once } from 'node:events';
import { connect } from 'node:tls';

/**
 * One query on one connection, its answer read by its place alone.
 * @param {{ host: string, port: number, ca: string, authName: string, query: string, resume: boolean }} settings
 */
export function open({ host, port, ca, authName, query, resume }) {
  /** @type {Buffer | undefined} */
  let session;
  /** @type {import('node:tls').TLSSocket} */
  let socket;
  return {
    ask: async () => {
      const isSecond = session !== undefined;
      const options = { host, port, ca, servername: authName, ALPNProtocols: ['dot'] };
      socket = connect({ ...options, ...(resume && session && { session }) });
      socket.on('session', (ticket) => (session = ticket));
      socket.setNoDelay(true);
      socket.write(Buffer.from(query, 'base64'));
      const [reply] = await once(socket, 'data');
      if (isSecond && socket.isSessionReused() !== resume) throw new Error(`resumed: ${!resume}`);
      return reply.subarray(-4).join('.');
    },
    disconnect: async () => {
      if (session === undefined) await once(socket, 'session');
      socket.destroy();
      await once(socket, 'close');
    },
  };
}

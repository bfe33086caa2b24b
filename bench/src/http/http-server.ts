/** The process of an HTTP server that costs as little as can be: it answers whatever is asked with the same octets. */
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';

/** Its only argument, as JSON. */
export interface HttpServerSettings {
  readonly addresses: readonly string[];
}

/** Its only line of output, as JSON. */
export interface HttpServerReady {
  /** The same on all addresses. */
  readonly port: number;
}

const HEAD_END = '\r\n\r\n';
const REPLY = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Type: text/plain\r\n\r\nok';
const LAST_REPLY = REPLY.replace(HEAD_END, `\r\nConnection: close${HEAD_END}`);

const [, , settings = ''] = process.argv;
const { addresses } = JSON.parse(settings) as HttpServerSettings;
let port = 0;
for (const host of addresses) {
  const server = createServer({ noDelay: true }, answer).listen({ host, port });
  await once(server, 'listening');
  ({ port } = server.address() as AddressInfo);
}
process.stdout.write(`${JSON.stringify({ port })}\n`);
// It ends with its input.
process.stdin.on('end', () => process.exit()).resume();

function answer(socket: Socket): void {
  let rest = '';
  socket.setEncoding('latin1');
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk: string) => {
    const heads = (rest + chunk).split(HEAD_END);
    rest = heads.pop() ?? '';
    if (heads.length === 0) return;
    if (heads.some((head) => /^connection: close$/im.test(head))) socket.end(LAST_REPLY);
    else socket.write(REPLY.repeat(heads.length));
  });
}

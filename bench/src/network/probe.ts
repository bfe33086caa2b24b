/** Tells what happens to who connects to an address and a port: `silent`, `open` or an error's code. */
import { connect } from 'node:net';

const LIMIT_MS = 500;

const [, , host = '', port = ''] = process.argv;
const socket = connect({ host, port: Number(port) });
const tell = (what: string): void => {
  process.stdout.write(`${JSON.stringify(what)}\n`, () => process.exit());
};
socket.on('connect', () => tell('open'));
socket.on('error', (error: NodeJS.ErrnoException) => tell(error.code ?? error.message));
setTimeout(() => tell('silent'), LIMIT_MS);

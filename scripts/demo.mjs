/**
 * The main job on an embedded default: starts the testkit's DNS server on loopback and has the `hushdns` command ask
 * it over every transport, each certificate verified against the server's own authority.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startServer } from '@hushdns/testkit';

const QUESTIONS = [
  ['www.hush.example', 'A', 'AAAA'],
  ['alias.hush.example', 'A'],
  ['hush.example', 'MX', 'TXT', 'CAA', 'HTTPS'],
  ['_imaps._tcp.hush.example', 'SRV'],
  ['big.hush.example', 'TXT'],
].flat();
const COMMAND = new URL('../packages/hushdns/dist/command/main.js', import.meta.url);

const server = await startServer();
const folder = await mkdtemp(join(tmpdir(), 'hushdns-'));
try {
  const caFile = join(folder, 'ca.pem');
  await writeFile(caFile, server.ca);
  const upstreams = Object.values(server.endpoints);
  console.error(`A DNS server is listening on loopback: ${upstreams.join(' ')}\n`);
  const options = ['--ca', caFile, '--each', ...upstreams.flatMap((url) => ['--upstream', url])];
  const command = spawn(process.execPath, [fileURLToPath(COMMAND), ...QUESTIONS, ...options], {
    stdio: 'inherit',
  });
  const [exitCode] = await once(command, 'exit');
  process.exitCode = exitCode ?? 1;
} finally {
  await rm(folder, { recursive: true });
  await server.close();
}

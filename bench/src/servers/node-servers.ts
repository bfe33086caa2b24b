/** Servers on Node, as a process of their own (see run/helper-process.ts). They listen on all addresses. */
import { once } from 'node:events';
import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo, createServer } from 'node:net';
import { certificateAuthority, startServer, zone } from '@hushdns/testkit';
import { benchZone } from '../bench-zone.ts';

/** Their ports, and what to trust. */
export interface NodeServers {
  readonly ca: string;
  readonly authName: string;
  /** The testkit's, with the bench's zone. */
  readonly dnsTcp: number;
  readonly dnsTls: number;
  /** Sends one octet to whoever connects. */
  readonly octet: number;
  /** Answers any request with one octet. */
  readonly https: number;
}

const ANY_ADDRESS = '::';
const AUTH_NAME = 'dual.bench.example';

const certificate = await (await certificateAuthority()).issue({ dnsNames: [AUTH_NAME] });
const dns = await startServer({
  protocols: ['tcp', 'tls'],
  host: ANY_ADDRESS,
  zone: zone(benchZone.text, benchZone.origin),
  certificate,
});
const octet = createServer((socket) => {
  socket.on('error', () => {});
  socket.end('1');
});
const https = createHttpsServer(certificate, (_, response) => void response.end('1'));

const servers: NodeServers = {
  ca: certificate.ca,
  authName: AUTH_NAME,
  dnsTcp: portOf(dns.endpoints.tcp),
  dnsTls: portOf(dns.endpoints.tls),
  octet: await listening(octet),
  https: await listening(https),
};
process.stdout.write(`${JSON.stringify(servers)}\n`);
process.stdin.on('end', () => process.exit()).resume();

function portOf(endpoint: string): number {
  return Number(/:(\d+)$/.exec(endpoint)?.[1]);
}

async function listening(server: ReturnType<typeof createServer>): Promise<number> {
  server.listen(0, ANY_ADDRESS);
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

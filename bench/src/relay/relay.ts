/** A relay in front of a server's UDP and TLS ports, as a process: replies are held back (see helper-process.ts). */
import type { AddressInfo } from 'node:net';
import { DelayLine } from './delay-line.ts';
import { startTcpRelay } from './tcp-relay.ts';
import { startUdpRelay } from './udp-relay.ts';

/** The JSON that it takes as its argument. */
export interface RelaySettings {
  readonly host: string;
  readonly udp: number;
  readonly tls: number;
  readonly delayMs: number;
}

/** Its own ports, on the same host. */
export interface RelayPorts {
  readonly udp: number;
  readonly tls: number;
}

const { host, udp, tls, delayMs } = JSON.parse(process.argv[2] ?? '') as RelaySettings;
const delay = new DelayLine(delayMs);
const ports: RelayPorts = {
  udp: (await startUdpRelay(host, udp, delay)).address().port,
  tls: ((await startTcpRelay(host, tls, delay)).address() as AddressInfo).port,
};
process.stdout.write(`${JSON.stringify(ports)}\n`);
process.stdin.on('end', () => process.exit()).resume();

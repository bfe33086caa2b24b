import { fileURLToPath } from 'node:url';
import type { FirstByteClient } from '../contenders/first-byte.ts';
import type { FirstAnswerClient } from '../contenders/first-dns-answer.ts';
import type { ConnectSettings } from '../contenders/places.ts';
import type { Contender, Experiment, Suite } from '../model.ts';
import { networkNamespace } from '../network/namespace.ts';
import { startHelper } from '../run/helper-process.ts';
import { nodeContender } from '../run/node-contender.ts';
import type { Networks } from '../worker/attempts.ts';
import { startNodeServers } from './node-servers.ts';

const IPV4 = '192.0.2.10';
const IPV6 = '2001:db8::10';
const BLACKHOLED = '2001:db8::bad';
const ATTEMPTS = 3;
/** Longer than Node waits for an address before it tries the next one. */
const LIMIT_MS = 900;
const ROUNDS = 3;
const PROBE = fileURLToPath(new URL('../network/probe.ts', import.meta.url));

const networks: Networks = {
  works: [
    { address: IPV6, family: 6 },
    { address: IPV4, family: 4 },
  ],
  blackholed: [
    { address: BLACKHOLED, family: 6 },
    { address: IPV4, family: 4 },
  ],
};

export const connect: Suite = {
  name: 'connect',
  title: 'Connecting where IPv6 is broken',
  open: async (context) => {
    const namespace = await networkNamespace({
      addresses: [`${IPV4}/32`, `${IPV6}/128`, `${BLACKHOLED}/128`],
      blackholed: [BLACKHOLED],
    });
    const { wrapper } = context.stack.use(namespace);
    const servers = await startNodeServers(context, wrapper);
    await checkBlackhole(wrapper, servers.octet);

    const contender = (module: string) => (name: string, client: string) => {
      const settings: ConnectSettings<string> = { client, networks, servers };
      return nodeContender({ name, module, settings, wrapper });
    };
    const firstByte: (name: string, client: FirstByteClient) => Contender = contender('first-byte');
    const firstAnswer: (name: string, client: FirstAnswerClient) => Contender = contender('first-dns-answer');
    return {
      experiments: [
        {
          ...experiment('first byte', 'First byte'),
          note: `A TCP connection to a host of which both addresses are known, IPv6 first, until one octet is back; of HTTPS, TLS and the response's first octet. Where it is blackholed, nothing comes back from the IPv6 address. An attempt is given up after ${LIMIT_MS} ms.`,
          reference: 'IPv4 literal',
          contenders: [
            firstByte('IPv4 literal', 'literal'),
            firstByte('net.connect', 'net'),
            firstByte('net.connect, autoSelectFamily off', 'first address'),
            firstByte('node:https', 'https'),
            firstByte('undici fetch', 'fetch'),
          ],
        },
        {
          ...experiment('first answer', 'First answer'),
          note: 'The same for a DNS server over TCP and TLS, until a question is answered.',
          reference: 'bare tcp, IPv4 literal',
          contenders: [
            firstAnswer('bare tcp, IPv4 literal', 'tcp literal'),
            firstAnswer('bare tls, IPv4 literal', 'tls literal'),
            firstAnswer('bare tls', 'tls'),
            firstAnswer('hushdns tcp', 'hushdns tcp'),
            firstAnswer('hushdns tls', 'hushdns tls'),
          ],
        },
      ],
    };
  },
};

/** An address that refuses would be no blackhole: whoever tried it would know at once. */
async function checkBlackhole(wrapper: readonly string[], port: number): Promise<void> {
  const command = [...wrapper, process.execPath, PROBE, BLACKHOLED, String(port)];
  await using probe = await startHelper<string>(command, undefined);
  if (probe.ready !== 'silent') throw new Error(`${BLACKHOLED} is not blackholed: ${probe.ready}`);
}

function experiment(name: string, title: string): Omit<Experiment, 'contenders'> {
  return {
    name,
    title,
    axis: 'IPv6',
    points: Object.keys(networks).map((network) => ({
      at: network,
      task: { kind: 'attempts', attempts: ATTEMPTS, network, limitMs: LIMIT_MS },
    })),
    metrics: [
      { key: 'medianMs', label: 'ms', better: 'lower', digits: 1 },
      { key: 'minMs', label: 'ms at least', better: 'lower', digits: 1 },
      { key: 'maxMs', label: 'ms at most', better: 'lower', digits: 1 },
      { key: 'unanswered', label: `given up or failed of ${ATTEMPTS}`, better: 'lower' },
    ],
    rounds: ROUNDS,
  };
}

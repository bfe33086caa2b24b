import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { knot, unbound } from '@hushdns/interop';
import { installedSize, packageFolder } from '../cold/installed-size.ts';
import type { Contender, Experiment, Suite } from '../model.ts';
import { treeVersion } from '../native/tree-version.ts';
import { coldStart } from '../run/cold-start.ts';
import { packageVersion } from '../worker/package-version.ts';
import { firstAnswerContenders } from './first-answer-contenders.ts';
import { startNodeServers } from './node-servers.ts';
import { startServer } from './servers.ts';
import { peakMemory } from './peak-memory.ts';

const HERE = join(import.meta.dirname, '../..');
const IMPORT_ROUNDS = 15;
const ANSWER_ROUNDS = 7;

/** `node:dns` is the least that a client on Node can be. */
const BUILT_IN = 'node:dns';
const IMPORTED = [
  BUILT_IN,
  '@hushdns/core/wire',
  '@hushdns/core',
  'hushdns',
  'dns-packet',
  'dns2',
  'cacheable-lookup',
  'dohdec',
  'tangerine',
  'undici',
];

const INSTALLED = [
  'hushdns',
  '@hushdns/core',
  '@hushdns/socket',
  '@hushdns/transport-udp',
  '@hushdns/transport-tls',
  '@hushdns/transport-https',
  '@hushdns/transport-quic',
  '@hushdns/quic-engine',
  'dns-packet',
  'dns2',
  'cacheable-lookup',
  'dohdec',
  'tangerine',
  'undici',
];

export const importSuite: Suite = {
  name: 'import',
  title: 'Cold start',
  open: async (context) => {
    const servers = await startServer(unbound, context);
    const quicServer = await startServer(knot, context);
    const tlsServer = await startNodeServers(context);
    return {
      experiments: [
        imports,
        {
          ...once('first answer'),
          title: 'First answer',
          note: "In a fresh process: from its start, from making the client, and from asking again over a second connection. Unbound answers over UDP, TCP and HTTPS, Knot over QUIC. Over TLS the testkit does: both others send the session tickets and the answer in writes of their own without TCP_NODELAY, so that on loopback any client's first answer waits 40 ms for its kernel's delayed acknowledgement.",
          metrics: [
            { key: 'processMs', label: 'ms from the start of the process', better: 'lower', digits: 1 },
            { key: 'firstMs', label: 'ms from making the client', better: 'lower', digits: 1 },
            { key: 'secondMs', label: 'ms of the second connection', better: 'lower', digits: 1 },
            peakMemory,
          ],
          rounds: ANSWER_ROUNDS,
          contenders: firstAnswerContenders(servers, quicServer, tlsServer),
        },
        sizes,
      ],
      versions: { Unbound: treeVersion('unbound'), Knot: treeVersion('knot') },
    };
  },
};

const imports: Experiment = {
  ...once('import'),
  title: 'Import',
  note: 'A package alone, imported by a fresh process; files are in memory, compiled code is not.',
  metrics: [
    { key: 'importMs', label: 'ms', better: 'lower', digits: 1 },
    { key: 'cpuMs', label: 'CPU ms', better: 'lower', digits: 1 },
    peakMemory,
  ],
  rounds: IMPORT_ROUNDS,
  contenders: IMPORTED.map((specifier) =>
    coldStart({
      name: specifier,
      version: () => (specifier === BUILT_IN ? process.version : packageVersion(specifier)),
      script: 'import-time',
      argument: specifier,
    }),
  ),
};

const sizes: Experiment = {
  ...once('installed size'),
  title: 'Installed size',
  note: 'The files of a package, and with those of all that it depends on; of ours, what is published.',
  metrics: [
    { key: 'treeKiB', label: 'KiB with its tree', better: 'lower' },
    { key: 'ownKiB', label: 'KiB alone', better: 'lower' },
    { key: 'packages', label: 'packages', better: 'lower' },
  ],
  rounds: 1,
  contenders: INSTALLED.map(installed),
};

function once(name: string): Pick<Experiment, 'name' | 'axis' | 'points'> {
  return { name, axis: 'start', points: [{ at: 'cold', task: { kind: 'once' } }] };
}

function installed(name: string): Contender {
  return {
    name,
    start: async () => {
      const { version, ...values } = installedSize(name, folderThatHas(name));
      return {
        version,
        measure: async () => ({ values, lost: 0, failed: 0 }),
        [Symbol.asyncDispose]: async () => {},
      };
    },
  };
}

/** The bench depends on some of our packages; `hushdns` has the others. */
function folderThatHas(name: string): string {
  const isOthers = name.startsWith('@hushdns/') && !existsSync(join(HERE, 'node_modules', name));
  return isOthers ? packageFolder('hushdns', HERE) : HERE;
}

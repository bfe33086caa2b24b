import { join } from 'node:path';
import { debianTree } from '@hushdns/interop';
import { BENCH_ADDRESS } from '../bench-zone.ts';
import { bulkNames, nameList } from '../bulk-names.ts';
import { BULK_METRICS } from '../bulk-values.ts';
import type { Contender, Experiment, Suite } from '../model.ts';
import { dnsperfBulk, kdigBulk } from '../native/bulk-commands.ts';
import { treeFolder } from '../native/tree-folder.ts';
import { treeVersion } from '../native/tree-version.ts';
import {
  bulkCAres,
  bulkDnspython,
  bulkGetaddrinfo,
  bulkHushdns,
  type BulkUpstreams,
} from './bulk-contenders.ts';
import { answersAll, RESOLVER_ADDRESS, startRelay, upstreamsAt, withResolver } from './bulk-server.ts';
import { startServer } from './servers.ts';

const NAMES = 20_000;
const MANY_NAMES = 1_000_000;
const DELAY_MS = 20;
const WARM_UP_NAMES = 2_000;
const LIMIT_MS = 15_000;
const MANY_LIMIT_MS = 60_000;
const ROUNDS = 3;

export const bulk: Suite = {
  name: 'bulk',
  title: 'Many names',
  open: async (context) => {
    const { upstream, ca, authName } = await startServer(answersAll, context);
    const server = upstreamsAt({ udp: upstream('udp').port, tls: upstream('tls').port }, { ca, authName });
    const relay = await startRelay(server, DELAY_MS, context);
    const folder = context.stack.use(treeFolder());
    const names = nameList();
    const namesFile = folder.write('names', [...bulkNames(NAMES, names)].join('\n'));
    const resolvConf = join(debianTree(), folder.write('resolv.conf', `nameserver ${RESOLVER_ADDRESS}\n`));
    return {
      experiments: [
        {
          ...experiment('names', `${NAMES.toLocaleString('en')} names`, NAMES),
          note: `Each once: ${names.source}. Unbound has ${BENCH_ADDRESS} and a TTL of 0 for all; getaddrinfo asks for IPv4 alone, as everybody does here.`,
          reference: 'c-ares, 100 in flight',
          contenders: [
            bulkGetaddrinfo('one by one', withResolver(resolvConf), { threads: 4, inFlight: 1 }),
            bulkGetaddrinfo('4 threads', withResolver(resolvConf), { threads: 4, inFlight: 100 }),
            bulkGetaddrinfo('64 threads', withResolver(resolvConf), { threads: 64, inFlight: 100 }),
            ...[10, 100, 1_000].map((inFlight) => bulkCAres(server, inFlight)),
            bulkDnspython(server, namesFile, 100),
            kdigBulk(server.udp, { processes: 4, namesEach: 500 }),
            ...ours(server),
            bulkHushdns(server, 'udp', 100),
            dnsperfBulk(server.udp, 100),
          ],
        },
        {
          ...experiment('delayed names', `${NAMES.toLocaleString('en')} names, ${DELAY_MS} ms away`, NAMES),
          note: `The same behind a relay that holds replies back for ${DELAY_MS} ms. It is a Node process on the server's CPU: what it carries at most is dnsperf's figure.`,
          reference: 'c-ares, 300 in flight',
          contenders: [
            ...[300, 500, 1_000].map((inFlight) => bulkCAres(relay, inFlight)),
            ...ours(relay),
            dnsperfBulk(relay.udp, 1_000),
          ],
        },
        {
          ...experiment('a million names', `${MANY_NAMES.toLocaleString('en')} names`, MANY_NAMES),
          note: 'The names of the list, then under one label after the other; once, and by those who are quick enough. Growth is the peak of the second half less that of the first.',
          metrics: [...BULK_METRICS, { key: 'growthMiB', label: 'growth MiB', better: 'lower' }],
          rounds: 1,
          reference: 'c-ares, 100 in flight',
          contenders: [bulkCAres(server, 100), ...ours(server), dnsperfBulk(server.udp, 100)],
        },
      ],
      versions: { Unbound: treeVersion('unbound') },
    };
  },
};

function ours(upstreams: BulkUpstreams): Contender[] {
  return [bulkHushdns(upstreams, 'udp'), bulkHushdns(upstreams, 'tls')];
}

function experiment(name: string, title: string, names: number): Omit<Experiment, 'contenders'> {
  const limitMs = names > NAMES ? MANY_LIMIT_MS : LIMIT_MS;
  return {
    name,
    title,
    axis: 'names',
    points: [{ at: names, task: { kind: 'bulk', names, warmUpNames: WARM_UP_NAMES, limitMs } }],
    metrics: BULK_METRICS,
    rounds: ROUNDS,
  };
}

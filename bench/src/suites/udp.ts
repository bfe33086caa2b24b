import { unbound } from '@hushdns/interop';
import type { Suite } from '../model.ts';
import { dnsperf } from '../native/dnsperf.ts';
import { treeVersion } from '../native/tree-version.ts';
import { nodeContender } from '../run/node-contender.ts';
import { hushdnsContenders } from './hushdns-contenders.ts';
import { dnspython, upTo } from './peers.ts';
import { startServer } from './servers.ts';
import { transportExperiments } from './transport-experiments.ts';

export const udp: Suite = {
  name: 'udp',
  title: 'Plain DNS over UDP',
  open: async (context) => {
    const { upstream, ca, authName } = await startServer(unbound, context);
    const server = { port: upstream('udp').port, ca, authName };
    const bare = (name: string, codec: boolean) =>
      nodeContender({ name, module: 'bare-dgram', settings: { ...server, codec } });
    return {
      experiments: transportExperiments('bare dgram', [
        bare('bare dgram', false),
        bare('bare dgram, our codec', true),
        ...hushdnsContenders(upstream('udp'), ca),
        nodeContender({ name: 'node:dns', module: 'node-dns', settings: server }),
        nodeContender({ name: 'dns2', module: 'dns2', settings: server }),
        dnspython(
          'udp',
          server,
          upTo(1_000, 'a socket for each under way: to open so many takes longer than all else'),
        ),
        dnsperf('udp', server.port),
      ]),
      versions: { Unbound: treeVersion('unbound') },
    };
  },
};

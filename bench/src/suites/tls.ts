import { unbound } from '@hushdns/interop';
import type { Suite } from '../model.ts';
import { dnsperf } from '../native/dnsperf.ts';
import { kdig } from '../native/kdig.ts';
import { NO_DELAY_NOTE, noDelayAtServers } from '../native/tcp-no-delay.ts';
import { treeVersion } from '../native/tree-version.ts';
import { nodeContender } from '../run/node-contender.ts';
import { hushdnsContenders } from './hushdns-contenders.ts';
import { dnspython, upTo } from './peers.ts';
import { startServer } from './servers.ts';
import { transportExperiments } from './transport-experiments.ts';

export const tls: Suite = {
  name: 'tls',
  title: 'DNS over TLS',
  open: async (context) => {
    const { upstream, ca, authName } = await startServer(unbound, context);
    const server = { port: upstream('tls').port, ca, authName };
    const bare = (name: string, codec: boolean) =>
      nodeContender({ name, module: 'bare-tls', settings: { ...server, codec } });
    const contenders = [
      bare('bare tls', false),
      bare('bare tls, our codec', true),
      ...hushdnsContenders(upstream('tls'), ca),
      dnspython(
        'tls',
        server,
        upTo(
          100,
          'a connection for each under way: the server has 1,000 and ends idle ones as they get scarce',
        ),
      ),
      kdig({ protocol: 'tls', ...server }),
      dnsperf('dot', server.port),
    ];
    return {
      experiments: transportExperiments('bare tls', contenders, NO_DELAY_NOTE),
      versions: { Unbound: treeVersion('unbound') },
      leftOut: await noDelayAtServers(server.port),
    };
  },
};

import { knot } from '@hushdns/interop';
import type { Suite } from '../model.ts';
import { dnsperf } from '../native/dnsperf.ts';
import { NO_DELAY_NOTE, noDelayAtServers } from '../native/tcp-no-delay.ts';
import { treeVersion } from '../native/tree-version.ts';
import { nodeContender } from '../run/node-contender.ts';
import { hushdnsContenders } from './hushdns-contenders.ts';
import { dnspython, upTo } from './peers.ts';
import { startServer } from './servers.ts';
import { transportExperiments } from './transport-experiments.ts';

export const tcp: Suite = {
  name: 'tcp',
  title: 'Plain DNS over TCP',
  open: async (context) => {
    const { upstream, ca, authName } = await startServer(knot, context);
    const server = { port: upstream('tcp').port, ca, authName };
    const bare = (name: string, codec: boolean) =>
      nodeContender({ name, module: 'bare-tcp', settings: { ...server, codec } });
    const contenders = [
      bare('bare net', false),
      bare('bare net, our codec', true),
      ...hushdnsContenders(upstream('tcp'), ca),
      nodeContender({
        name: 'dns2',
        module: 'dns2-tcp',
        settings: server,
        skips: upTo(100, 'a connection for each question: the server has no room for so many new ones'),
      }),
      dnspython(
        'tcp',
        server,
        upTo(100, 'a connection for each under way: to open so many takes longer than all else'),
      ),
      dnsperf('tcp', server.port),
    ];
    return {
      experiments: transportExperiments('bare net', contenders, NO_DELAY_NOTE),
      versions: { Knot: treeVersion('knot') },
      leftOut: await noDelayAtServers(server.port),
    };
  },
};

import { join } from 'node:path';
import { debianTree, unbound } from '@hushdns/interop';
import type { Contender, Suite } from '../model.ts';
import { dnsperf } from '../native/dnsperf.ts';
import { treeFolder } from '../native/tree-folder.ts';
import { treeVersion } from '../native/tree-version.ts';
import { nodeContender } from '../run/node-contender.ts';
import { http1Experiment } from './http1-experiment.ts';
import { hushdnsContenders } from './hushdns-contenders.ts';
import { dnspython, upTo } from './peers.ts';
import { startServer } from './servers.ts';
import { transportExperiments } from './transport-experiments.ts';

/** Sessions of those that have more than one: hushdns has as many. */
const SESSIONS = 2;
const TOO_SLOW = 'too slow: so many would be under way for seconds';

export const https: Suite = {
  name: 'https',
  title: 'DNS over HTTPS',
  open: async (context) => {
    const { upstream, ca, authName } = await startServer(unbound, context);
    const server = { port: upstream('https').port, ca, authName };
    const caFile = join(debianTree(), context.stack.use(treeFolder()).write('ca.pem', ca));
    const node = (name: string, module: string, settings = {}, more: Partial<Contender> = {}): Contender =>
      nodeContender({
        name,
        module,
        settings: { ...server, ...settings },
        // For peers that let nobody choose whom to trust.
        environment: { NODE_EXTRA_CA_CERTS: caFile },
        ...more,
      });
    const contenders = [
      node('bare http2', 'bare-http2', { codec: false }),
      node('bare http2, our codec', 'bare-http2', { codec: true }),
      ...hushdnsContenders(upstream('https'), ca),
      node('undici fetch', 'undici-fetch', { allowH2: true, connections: SESSIONS }),
      node('tangerine', 'tangerine', { connections: SESSIONS }),
      node('dohdec', 'dohdec', {}, { skips: upTo(1_000, TOO_SLOW) }),
      node(
        'dns2',
        'dns2-https',
        {},
        { skips: upTo(100, 'a session for each question: the server takes 1,000') },
      ),
      dnspython('https', server, upTo(100, TOO_SLOW)),
      dnsperf('doh', server.port),
    ];
    const note =
      'All by POST, but dns2, which knows GET alone, and dnsperf, whose POST goes out in two writes of which the second waits for the acknowledgement of the first.';
    return {
      experiments: [...transportExperiments('bare http2', contenders, note), await http1Experiment(context)],
      versions: { Unbound: treeVersion('unbound') },
      leftOut: [
        {
          what: 'dns-over-http-resolver',
          why: 'it asks by JSON alone, to which Unbound answers 404: it has RFC 8484 only',
        },
      ],
    };
  },
};

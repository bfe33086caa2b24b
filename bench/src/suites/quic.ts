import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { debianTree, quicGo } from '@hushdns/interop';
import type { Suite } from '../model.ts';
import { kdig } from '../native/kdig.ts';
import { nodeContender } from '../run/node-contender.ts';
import { hushdnsContenders } from './hushdns-contenders.ts';
import { dnspython, upTo } from './peers.ts';
import { startServer } from './servers.ts';
import { transportExperiments } from './transport-experiments.ts';

const PACKAGES_LOG = 'var/log/apt/history.log';

export const quic: Suite = {
  name: 'quic',
  title: 'DNS over QUIC',
  open: async (context) => {
    const { upstream, ca, authName } = await startServer(quicGo, context);
    const server = { port: upstream('quic').port, ca, authName };
    const bare = (name: string, codec: boolean) =>
      nodeContender({ name, module: 'bare-quic', settings: { ...server, codec } });
    const contenders = [
      bare('bare engine', false),
      bare('bare engine, our codec', true),
      ...hushdnsContenders(upstream('quic'), ca),
      dnspython('quic', server, upTo(1_000, 'too slow: so many would be under way for seconds')),
      kdig({ protocol: 'quic', ...server }),
    ];
    return {
      experiments: transportExperiments('bare engine', contenders),
      versions: { 'quic-go': quicGoVersion() },
      leftOut: [{ what: 'DNS over HTTP/3', why: 'hushdns does not speak it yet' }],
    };
  },
};

/** Compiled into the server, and then taken out of the tree again: what installed it remembers. */
function quicGoVersion(): string {
  const log = readFileSync(join(debianTree(), PACKAGES_LOG), 'utf8');
  return /quic-go-dev:\w+ \(([^-,)]+)/.exec(log)?.[1] ?? 'unknown';
}

import { knot } from '@hushdns/interop';
import { answerSizes, sizedZone } from '../growth/sized-answers.ts';
import type { Contender, Experiment, LeftOut, Metric, SuiteContext } from '../model.ts';
import { NO_DELAY_NOTE, noDelayAtServers } from '../native/tcp-no-delay.ts';
import { nodeContender } from '../run/node-contender.ts';
import { heldConnections } from './held-memory.ts';
import { hushdnsContenders } from './hushdns-contenders.ts';
import { startServer } from './servers.ts';
import { throughput } from './transport-experiments.ts';
import { peakMemory } from './peak-memory.ts';

const IN_FLIGHT = [1, 10, 100, 1_000, 10_000];
/** Of the answers that grow. */
const FEW_IN_FLIGHT = 10;
const REFERENCE = 'bare net';

/** Of growth, what is about a query is its cost first of all. */
const METRICS: readonly Metric[] = [
  { key: 'cpuMicroseconds', label: 'CPU us/query', better: 'lower', digits: 1 },
  { key: 'perSecond', label: 'q/s', better: 'higher' },
  peakMemory,
];

/** What grows with queries, answers and connections. Rejects where no server is to be had. */
export async function transportGrowth(
  context: SuiteContext,
): Promise<{ readonly experiments: readonly Experiment[]; readonly leftOut: readonly LeftOut[] }> {
  const { upstream, ca, authName } = await startServer(knot, context);
  const sized = await startServer({ ...knot, name: 'knot-sizes' }, context, sizedZone);
  const { port } = upstream('tcp');
  const sizedTcp = sized.upstream('tcp');
  const bare = nodeContender({
    name: REFERENCE,
    module: 'bare-tcp',
    settings: { port, ca, authName, codec: false },
  });
  return {
    experiments: [
      {
        ...throughput(REFERENCE, [bare, ...hushdnsContenders(upstream('tcp'), ca)], NO_DELAY_NOTE, IN_FLIGHT),
        name: 'in flight',
        title: 'Cost of a query over TCP as more are under way',
        metrics: METRICS,
      },
      answers([
        nodeContender({
          name: REFERENCE,
          module: 'sized-answers',
          settings: { client: 'bare', ...sizedTcp },
        }),
        nodeContender({
          name: 'hushdns',
          module: 'sized-answers',
          settings: { client: 'hushdns', ...sizedTcp },
        }),
      ]),
      heldConnections({ upstreams: (['tcp', 'tls', 'quic'] as const).map(upstream), ca, authName }),
    ],
    leftOut: await noDelayAtServers(port, sizedTcp.port),
  };
}

function answers(contenders: readonly Contender[]): Experiment {
  return {
    name: 'answers',
    title: 'Cost of a query over TCP as its answer grows',
    note: `TXT records; ${FEW_IN_FLIGHT} questions under way. The bare client cuts replies out of the stream and does not read them.`,
    axis: 'KiB',
    points: answerSizes.map(({ kib, parent }) => ({
      at: kib,
      task: {
        kind: 'throughput',
        inFlight: FEW_IN_FLIGHT,
        what: parent,
        warmUpMs: 100,
        durationMs: 250,
      },
    })),
    metrics: METRICS,
    reference: REFERENCE,
    contenders,
    rounds: 3,
  };
}

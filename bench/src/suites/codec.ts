import { codecMessages } from '../codec/messages.ts';
import type { Experiment, Metric, Suite } from '../model.ts';
import { codecContenders, dnspythonCodec } from './codec-contenders.ts';

const TIMES = { warmUpMs: 200, durationMs: 100, countsBytes: true };
const METRICS: readonly Metric[] = [
  { key: 'nanoseconds', label: 'ns/operation', better: 'lower' },
  { key: 'bytes', label: 'bytes allocated', better: 'lower' },
  { key: 'perSecond', label: 'operations/s', better: 'higher' },
];

export const codec: Suite = {
  name: 'codec',
  title: 'Wire codec',
  open: () => {
    const contenders = [...codecContenders(), dnspythonCodec()];
    const experiment = (
      described: Pick<Experiment, 'name' | 'title' | 'note'>,
      operations: Readonly<Record<string, string>>,
    ): Experiment => ({
      ...described,
      axis: 'message',
      points: Object.entries(operations).map(([at, operation]) => ({
        at,
        task: { kind: 'operation', operation, ...TIMES },
      })),
      metrics: METRICS,
      reference: 'dns-packet',
      contenders,
      rounds: 3,
    });
    return Promise.resolve({
      experiments: [
        experiment(
          {
            name: 'decode',
            title: 'Decode and read every field',
            note: `Octets: ${Object.entries(codecMessages)
              .map(([name, { wire }]) => `${name} ${wire.length}`)
              .join(
                ', ',
              )}. Names and addresses are read as text. What each contender reads is compared before.`,
          },
          Object.fromEntries(Object.keys(codecMessages).map((name) => [name, `read ${name}`])),
        ),
        experiment(
          {
            name: 'answer',
            title: "The resolver's way through a reply",
            note: 'Header, question match, the addresses behind the aliases, and the smallest TTL.',
          },
          { reply: 'answer reply', 'reply compressed': 'answer reply compressed', dnssec: 'answer dnssec' },
        ),
        experiment(
          {
            name: 'encode',
            title: 'Encode',
            note: "A query is made of an ID and a name's text. A reply is in the codec's own form already, or made of text.",
          },
          { query: 'encode query', reply: 'encode reply', 'reply from text': 'compose reply' },
        ),
      ],
    });
  },
};

import { type growingShapes, worstMessages } from '../codec/large-messages.ts';
import type { Contender, Experiment, Metric } from '../model.ts';

const OCTETS = [512, 2_048, 8_192, 32_768, 65_535];
const ROUNDS = 3;
const TIMES = { warmUpMs: 60, durationMs: 50 };

const TITLES: Readonly<Record<keyof typeof growingShapes, string>> = {
  addresses: 'one RRset of addresses',
  names: 'records with names of their own',
  texts: 'texts of 4 KiB',
};

const METRICS: readonly Metric[] = [
  { key: 'perUnit', label: 'ns/octet', better: 'lower', digits: 2 },
  { key: 'nanoseconds', label: 'ns/message', better: 'lower' },
];

/** How the cost of a message grows with its length: by octet it is to stay level. */
export function decodeGrowth(contenders: readonly Contender[]): Experiment[] {
  const shapes = Object.entries(TITLES).map(([shape, title]): Experiment => ({
    name: `decode ${shape}`,
    title: `Decode and read every field: ${title}`,
    axis: 'octets',
    points: OCTETS.map((octets) => ({
      at: octets,
      task: { kind: 'operation', operation: `grow ${shape} ${octets}`, ...TIMES },
    })),
    metrics: METRICS,
    reference: 'dns-packet',
    contenders,
    rounds: ROUNDS,
  }));
  return [...shapes, worst(contenders)];
}

function worst(contenders: readonly Contender[]): Experiment {
  return {
    name: 'worst message',
    title: 'Decode and read every field: 64 KiB at their worst',
    note: 'The most questions and records that fit in, and as many records as fit in that all point to one name of 127 labels.',
    axis: 'message',
    points: Object.keys(worstMessages).map((message) => ({
      at: message,
      task: { kind: 'operation', operation: `worst ${message}`, warmUpMs: 150, durationMs: 100 },
    })),
    metrics: [{ key: 'medianMs', label: 'ms (median)', better: 'lower', digits: 2 }],
    reference: 'dns-packet',
    contenders,
    rounds: ROUNDS,
  };
}

import { type growingShapes, worstMessages, worstTypedMessages } from '../codec/large-messages.ts';
import type { Contender, Experiment, Metric } from '../model.ts';

const OCTETS = [512, 2_048, 8_192, 32_768, 65_535];
const ROUNDS = 3;
const TIMES = { warmUpMs: 60, durationMs: 50 };

const TITLES: Readonly<Record<keyof typeof growingShapes, string>> = {
  addresses: 'one RRset of addresses',
  names: 'records with names of their own',
  texts: 'texts of 4 KiB',
};

const WORST_METRICS: readonly Metric[] = [
  { key: 'medianMs', label: 'ms (median)', better: 'lower', digits: 2 },
];
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
  return [...shapes, worst(contenders), worstTyped(contenders)];
}

function worst(contenders: readonly Contender[]): Experiment {
  return {
    name: 'worst message',
    title: 'Decode and read every field: 64 KiB at their worst',
    note: 'As much of each as fits in: questions, records, records whose names have 127 labels that all or all but one are in common, strings.',
    axis: 'message',
    points: worstPoints(worstMessages),
    metrics: WORST_METRICS,
    reference: 'dns-packet',
    contenders,
    rounds: ROUNDS,
  };
}

function worstTyped(contenders: readonly Contender[]): Experiment {
  return {
    name: 'worst typed message',
    title: 'Decode and read every field: 64 KiB at the worst of their types',
    note: 'To the others they are octets that nobody reads.',
    axis: 'message',
    points: worstPoints(worstTypedMessages),
    metrics: WORST_METRICS,
    contenders: contenders.filter(({ name }) => name === 'hushdns'),
    rounds: ROUNDS,
  };
}

function worstPoints(messages: Readonly<Record<string, unknown>>): Experiment['points'] {
  return Object.keys(messages).map((message) => ({
    at: message,
    task: { kind: 'operation', operation: `worst ${message}`, warmUpMs: 150, durationMs: 100 },
  }));
}

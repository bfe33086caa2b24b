/** What the project set itself, in figures that the suites measure; the report shows each as met or not. */
export type Target = Share | Added | Absolute;

interface Common {
  /** The part of the project that has to meet it. */
  readonly area: 'codec' | 'resolver' | 'transports' | 'QUIC' | 'Node';
  readonly claim: string;
  readonly suite: string;
  readonly experiment: string;
  readonly point: number | string;
  readonly contender: string;
  readonly metric: string;
  readonly atLeast?: number;
  readonly atMost?: number;
}

/** A ratio to another contender, round by round. Of speed, the greater is the better whatever the metric counts. */
interface Share extends Common {
  readonly kind: 'speed' | 'cost';
  readonly against: string;
}

/** What it takes beyond another contender, in the metric's unit. */
interface Added extends Common {
  readonly kind: 'added';
  readonly against: string;
}

/** A figure of its own. */
interface Absolute extends Common {
  readonly kind: 'absolute';
}

/** Each transport's bare limit, and the share of it that is wanted at 100 in flight. */
const LIMITS = [
  { suite: 'udp', bare: 'bare dgram', share: 0.8 },
  { suite: 'tls', bare: 'bare tls', share: 0.85 },
  { suite: 'https', bare: 'bare http2', share: 0.85 },
  { suite: 'quic', bare: 'bare engine', share: 0.8 },
] as const;

const transportTargets = LIMITS.flatMap(({ suite, bare, share }): Target[] => {
  const area = suite === 'quic' ? 'QUIC' : 'transports';
  const throughput = { area, suite, experiment: 'throughput', point: 100, metric: 'perSecond' } as const;
  return [
    ...['hushdns', 'hushdns exchange'].map((contender): Target => ({
      ...throughput,
      claim: `${suite}, 100 in flight: ${contender} has ${share * 100}% of ${bare}'s queries a second`,
      contender,
      kind: 'speed',
      against: bare,
      atLeast: share,
    })),
    {
      area,
      claim: `${suite}, one at a time: 40 us more than ${bare} at most`,
      suite,
      experiment: 'latency',
      point: 500,
      metric: 'p50',
      contender: 'hushdns',
      kind: 'added',
      against: bare,
      atMost: 40,
    },
  ];
});

export const targets: readonly Target[] = [...transportTargets];

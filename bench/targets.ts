import { worstMessages, worstTypedMessages } from './src/codec/large-messages.ts';

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
  /** Of several, whichever does best. */
  readonly against: string | readonly string[];
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

/** Against what people use instead, at 100 in flight. */
const peer = { experiment: 'throughput', point: 100, contender: 'hushdns' } as const;
const peerTargets: readonly Target[] = [
  {
    ...peer,
    area: 'transports',
    claim: 'udp, 100 in flight: more queries a second than node:dns',
    suite: 'udp',
    metric: 'perSecond',
    kind: 'speed',
    against: 'node:dns',
    atLeast: 1,
  },
  {
    ...peer,
    area: 'transports',
    claim: 'udp, 100 in flight: no more CPU time for a query than node:dns',
    suite: 'udp',
    metric: 'cpuMicroseconds',
    kind: 'cost',
    against: 'node:dns',
    atMost: 1,
  },
  {
    ...peer,
    area: 'transports',
    claim: 'tls, 100 in flight: more queries a second than dnsperf',
    suite: 'tls',
    metric: 'perSecond',
    kind: 'speed',
    against: 'dnsperf',
    atLeast: 1,
  },
  {
    ...peer,
    area: 'transports',
    claim: 'https, 100 in flight: 8 times as fast as undici fetch',
    suite: 'https',
    metric: 'perSecond',
    kind: 'speed',
    against: 'undici fetch',
    atLeast: 8,
  },
  {
    ...peer,
    area: 'QUIC',
    claim: 'quic, 100 in flight: 30,000 queries a second',
    suite: 'quic',
    metric: 'perSecond',
    kind: 'absolute',
    atLeast: 30_000,
  },
];

const codec = { area: 'codec', suite: 'codec', contender: 'hushdns', kind: 'speed' } as const;

const decodeTargets = ['query', 'reply', 'referral', 'dnssec', '60 TXT'].flatMap((point): Target[] =>
  (
    [
      ['dns-packet', 4],
      ['@leichtgewicht/dns-packet', 2.5],
    ] as const
  ).map(([against, atLeast]) => ({
    ...codec,
    claim: `${point}: decoded and read ${atLeast} times as fast as by ${against}`,
    experiment: 'decode',
    point,
    metric: 'nanoseconds',
    against,
    atLeast,
  })),
);

const answerTargets = ['reply', 'reply compressed', 'dnssec'].map((point): Target => ({
  ...codec,
  claim: `${point}: the resolver's way through it 12 times as fast as dns-packet's decode`,
  experiment: 'answer',
  point,
  metric: 'nanoseconds',
  against: 'dns-packet',
  atLeast: 12,
}));

const encodeTargets = Object.entries({ query: 5, reply: 4 }).map(([point, atLeast]): Target => ({
  ...codec,
  claim: `${point}: encoded ${atLeast} times as fast as by dns-packet`,
  experiment: 'encode',
  point,
  metric: 'nanoseconds',
  against: 'dns-packet',
  atLeast,
}));

const WORST = { 'worst message': worstMessages, 'worst typed message': worstTypedMessages };

const worstTargets = Object.entries(WORST).flatMap(([experiment, messages]) =>
  Object.keys(messages).map((point): Target => ({
    area: 'codec',
    claim: `64 KiB with ${point}: decoded and read in 10 ms`,
    suite: 'growth',
    experiment,
    point,
    contender: 'hushdns',
    metric: 'medianMs',
    kind: 'absolute',
    atMost: 10,
  })),
);

/** Of the resolver's cache, whose contenders come with it. */
const CACHED_AT = ['10,000 uniform', '10,000 zipf'];
const hit = { area: 'resolver', suite: 'cache', experiment: 'hit', metric: 'perSecond' } as const;

const cacheTargets: readonly Target[] = [
  ...CACHED_AT.map((point): Target => ({
    ...hit,
    claim: `${point}: a million cached resolve() a second`,
    point,
    contender: 'hushdns resolve',
    kind: 'absolute',
    atLeast: 1_000_000,
  })),
  ...CACHED_AT.map((point): Target => ({
    ...hit,
    claim: `${point}: cached lookup() is no slower than cacheable-lookup's`,
    point,
    contender: 'hushdns lookup',
    kind: 'speed',
    against: 'cacheable-lookup lookup',
    atLeast: 1,
  })),
  {
    area: 'resolver',
    claim: 'a million cached names take less than 500 bytes each',
    suite: 'growth',
    experiment: 'bytes per cached name',
    point: 1_000_000,
    contender: 'hushdns',
    metric: 'heapBytes',
    kind: 'absolute',
    atMost: 500,
  },
  ...(['uniform', 'zipf'] as const).flatMap((access) =>
    [1_000, 10_000, 100_000, 1_000_000].map((point): Target => ({
      area: 'resolver',
      claim: `${access}, ${point.toLocaleString('en')} names: a cached one costs 1.5 times bare lru-cache at most`,
      suite: 'growth',
      experiment: `get ${access}`,
      point,
      contender: 'hushdns',
      metric: 'nanoseconds',
      kind: 'cost',
      against: 'lru-cache',
      atMost: 1.5,
    })),
  ),
];

/** Bulk is to be faster than c-ares at its best, encrypted or not, and to lose nothing where that does. */
const bulkTargets: readonly Target[] = [
  { experiment: 'names', inFlight: [10, 100, 1000], where: 'beside us' },
  { experiment: 'delayed names', inFlight: [300, 500, 1000], where: '20 ms away' },
].flatMap(({ experiment, inFlight, where }) =>
  ['udp', 'tls'].flatMap((protocol): Target[] => {
    const common = {
      area: 'resolver',
      suite: 'bulk',
      experiment,
      point: 20_000,
      contender: `hushdns resolveMany, ${protocol}`,
    } as const;
    return [
      {
        ...common,
        claim: `20,000 names ${where}: resolveMany over ${protocol} is faster than c-ares at its best`,
        metric: 'perSecond',
        kind: 'speed',
        against: inFlight.map((count) => `c-ares, ${count} in flight`),
        atLeast: 1,
      },
      {
        ...common,
        claim: `20,000 names ${where}: resolveMany over ${protocol} loses none`,
        metric: 'unanswered',
        kind: 'absolute',
        atMost: 0,
      },
    ];
  }),
);

const coldTargets: readonly Target[] = [
  {
    area: 'Node',
    claim: 'importing hushdns takes less than 60 ms',
    suite: 'import',
    experiment: 'import',
    point: 'cold',
    contender: 'hushdns',
    metric: 'importMs',
    kind: 'absolute',
    atMost: 60,
  },
];

export const targets: readonly Target[] = [
  ...decodeTargets,
  ...answerTargets,
  ...encodeTargets,
  ...worstTargets,
  ...transportTargets,
  ...peerTargets,
  ...cacheTargets,
  ...bulkTargets,
  ...coldTargets,
];

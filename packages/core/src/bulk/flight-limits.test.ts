import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FlightOutcome } from './flight-limit.ts';
import { FlightLimits } from './flight-limits.ts';
import { Pace } from './pace.ts';
import { Queue } from './queue.ts';

/** A path with one narrow place. */
interface Bottleneck {
  readonly perSecond: number;
  /** How many queries may wait at it; the others are lost. */
  readonly buffer: number;
  readonly roundTripMs: number;
  /** When the client gives a lost query up; UDP asks again after a second. 1,000 by default. */
  readonly timeoutMs?: number;
  /** Which queries are lost on the way besides. */
  readonly isLost?: () => boolean;
}

/** What became of the queries in a stretch of time. */
interface Passage {
  readonly answered: number;
  readonly lost: number;
  readonly perSecond: number;
  readonly mostInFlight: number;
}

interface Sent {
  readonly sentAtMs: number;
  /** When the client hears of it, or gives it up. */
  readonly atMs: number;
}

/** A client that always has another query, behind a bottleneck and in virtual time: it asks as many at a time as its limits say. */
class BottleneckClient {
  readonly limits: FlightLimits = new FlightLimits();
  readonly #maxInFlight: number;
  readonly #pace = new Pace();
  readonly #answers = new Queue<Sent>();
  readonly #losses = new Queue<Sent>();
  #nowMs = 0;
  #busyUntilMs = 0;

  constructor(maxInFlight: number = Infinity) {
    this.#maxInFlight = maxInFlight;
  }

  /** Infinity where as many are under way as may be. */
  get #mayGoAtMs(): number {
    return this.#inFlight < Math.min(this.#maxInFlight, this.limits.total) ? this.#pace.nextAtMs : Infinity;
  }

  get #inFlight(): number {
    return this.#answers.size + this.#losses.size;
  }

  /** Lets that much time pass. */
  run(path: Bottleneck, durationMs: number): Passage {
    const untilMs = this.#nowMs + durationMs;
    let [answered, lost, mostInFlight] = [0, 0, 0];
    for (;;) {
      while (this.#mayGoAtMs <= this.#nowMs) this.#send(path);
      mostInFlight = Math.max(mostInFlight, this.#inFlight);
      const isAnswer = dueOf(this.#answers) <= dueOf(this.#losses);
      const queue = isAnswer ? this.#answers : this.#losses;
      this.#nowMs = Math.min(dueOf(queue), this.#mayGoAtMs);
      if (this.#nowMs > untilMs) break;
      if (this.#nowMs < dueOf(queue)) continue;
      const isFull = this.#inFlight >= this.limits.total;
      const sentAtMs = queue.shift()?.sentAtMs ?? 0;
      this.limits.ended('udp://192.0.2.1', isAnswer ? 'answered' : 'lost', sentAtMs, this.#nowMs, isFull);
      if (isAnswer) answered++;
      else lost++;
    }
    this.#nowMs = untilMs;
    return { answered, lost, perSecond: (answered * 1000) / durationMs, mostInFlight };
  }

  #send({ perSecond, buffer, roundTripMs, timeoutMs = 1_000, isLost }: Bottleneck): void {
    const sentAtMs = this.#nowMs;
    this.#pace.sent(sentAtMs, this.limits.perSecond);
    const serviceMs = 1_000 / perSecond;
    const waitingMs = Math.max(0, this.#busyUntilMs - sentAtMs);
    if (isLost?.() === true || waitingMs / serviceMs > buffer) {
      this.#losses.push({ sentAtMs, atMs: sentAtMs + timeoutMs });
      return;
    }
    this.#busyUntilMs = sentAtMs + waitingMs + serviceMs;
    this.#answers.push({ sentAtMs, atMs: this.#busyUntilMs + roundTripMs });
  }
}

function dueOf(queue: Queue<Sent>): number {
  return queue.first?.atMs ?? Infinity;
}

const UPSTREAM = 'udp://192.0.2.1';
const SECOND_MS = 1_000;

/** Numbers from 0 to 1 that look random and are the same in each run. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 1_103_515_245 + 12_345) % 2_147_483_648) / 2_147_483_648;
}

/** A path whose buffer holds more than the queue that is wanted. */
const anyDeepPath: fc.Arbitrary<Bottleneck> = fc
  .record({ perSecond: fc.integer({ min: 100, max: 20_000 }), roundTripMs: fc.integer({ min: 1, max: 200 }) })
  .map((path) => ({
    ...path,
    buffer: 20 + (path.perSecond * Math.max(15, 2 * path.roundTripMs)) / SECOND_MS,
  }));

/** Ends as many queries in each round trip as may be under way. */
function roundTrips(
  limits: FlightLimits,
  count: number,
  outcomeOf: (at: number) => {
    readonly outcome: FlightOutcome;
    readonly delayMs: number;
    readonly endpoint?: string;
  },
): void {
  for (let trip = 0; trip < count; trip++) {
    const sentAtMs = trip * SECOND_MS;
    for (let at = 0, inFlight = limits.total; at < inFlight; at++) {
      const { outcome, delayMs, endpoint = UPSTREAM } = outcomeOf(at);
      limits.ended(endpoint, outcome, sentAtMs, sentAtMs + delayMs, true);
    }
  }
}

describe('FlightLimits', () => {
  it('allows at least one query, whatever happens', () => {
    const anyEvent = fc.record({
      endpoint: fc.constantFrom('udp://192.0.2.1', 'tls://192.0.2.2', 'quic://192.0.2.3'),
      outcome: fc.constantFrom<FlightOutcome>('answered', 'lost', 'servfail', 'pushback'),
      delayMs: fc.nat(6_000),
      laterMs: fc.nat(500),
      isFull: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 500 }), (events) => {
        const limits = new FlightLimits();
        let nowMs = 10_000;
        for (const { endpoint, outcome, delayMs, laterMs, isFull } of events) {
          nowMs += laterMs;
          limits.ended(endpoint, outcome, nowMs - delayMs, nowMs, isFull);
          expect(limits.total).toBeGreaterThanOrEqual(1);
          expect(limits.total % 1).toBe(0);
          expect(limits.perSecond).toBeGreaterThan(0);
        }
      }),
    );
  });

  it('finds the capacity of a path, keeps its queue short and loses next to nothing (RFC 6817)', () => {
    fc.assert(
      fc.property(anyDeepPath, (path) => {
        const client = new BottleneckClient();
        client.run(path, 20 * SECOND_MS);
        const { answered, lost, perSecond } = client.run(path, 20 * SECOND_MS);
        expect(perSecond).toBeGreaterThan(0.95 * path.perSecond);
        expect(lost).toBeLessThan(0.01 * answered);
        const wantedMs = path.roundTripMs + Math.max(5, path.roundTripMs / 2);
        expect(client.limits.total).toBeLessThan(8 + (1.5 * path.perSecond * wantedMs) / SECOND_MS);
      }),
      { numRuns: 25 },
    );
  });

  it('keeps a path busy that has no room for a queue, and most queries on it', () => {
    fc.assert(
      fc.property(
        fc.record({
          perSecond: fc.integer({ min: 500, max: 10_000 }),
          roundTripMs: fc.integer({ min: 1, max: 200 }),
          buffer: fc.integer({ min: 20, max: 50 }),
        }),
        (path) => {
          const client = new BottleneckClient();
          client.run(path, 20 * SECOND_MS);
          const { answered, lost, perSecond } = client.run(path, 20 * SECOND_MS);
          expect(perSecond).toBeGreaterThan(0.6 * path.perSecond);
          expect(lost).toBeLessThan(0.25 * answered);
        },
      ),
      { numRuns: 25 },
    );
  });

  it('never lets more go than the caller wants, and does not grow beyond what is used', () => {
    const client = new BottleneckClient(50);
    const path = { perSecond: 100_000, buffer: 1_000, roundTripMs: 20 };
    expect(client.run(path, 20 * SECOND_MS).mostInFlight).toBe(50);
    expect(client.limits.total).toBeLessThanOrEqual(100);
  });

  it('recovers from an upstream that was silent', () => {
    const path = { perSecond: 2_000, buffer: 200, roundTripMs: 20 };
    const client = new BottleneckClient();
    client.run(path, 10 * SECOND_MS);
    const during = client.run({ ...path, isLost: () => true }, 20 * SECOND_MS);
    expect(client.limits.total).toBeLessThan(10);
    // The last seconds of silence cost next to nothing.
    expect(during.lost).toBeLessThan(1_000);
    client.run(path, 30 * SECOND_MS);
    expect(client.run(path, 10 * SECOND_MS).perSecond).toBeGreaterThan(0.9 * path.perSecond);
  });

  it('is not slowed down by names that nobody answers', () => {
    const random = numbers(1);
    const path = { perSecond: 20_000, buffer: 1_000, roundTripMs: 20, isLost: () => random() < 0.03 };
    const client = new BottleneckClient(1_000);
    client.run(path, 20 * SECOND_MS);
    // 1,000 in flight, of which 3% take a second.
    expect(client.run(path, 20 * SECOND_MS).perSecond).toBeGreaterThan(15_000);
  });

  it('takes names that are slow to resolve for no queue', () => {
    const random = numbers(2);
    const limits = new FlightLimits();
    roundTrips(limits, 12, (at) => ({
      outcome: 'answered',
      delayMs: at % 8 === 0 ? 20 : 20 + 400 * random(),
    }));
    expect(limits.total).toBeGreaterThan(1_000);
  });

  it('lowers the limit where SERVFAIL comes in bursts, but not for names that always fail', () => {
    const [burst, usual] = [new FlightLimits(), new FlightLimits()];
    roundTrips(burst, 4, () => ({ outcome: 'answered', delayMs: 20 }));
    const before = burst.total;
    roundTrips(burst, 10, () => ({ outcome: 'servfail', delayMs: 20 }));
    expect(burst.total).toBeLessThan(before / 4);
    roundTrips(usual, 12, (at) => ({ outcome: at % 5 === 0 ? 'servfail' : 'answered', delayMs: 20 }));
    expect(usual.total).toBeGreaterThan(1_000);
  });

  it('halves the limit once for all that a server refuses in a round trip (RFC 6585 4)', () => {
    const limits = new FlightLimits();
    roundTrips(limits, 5, () => ({ outcome: 'answered', delayMs: 20 }));
    const before = limits.total;
    for (let at = 0; at < before; at++) limits.ended(UPSTREAM, 'pushback', 5_000, 5_020, true);
    expect(limits.total).toBe(Math.floor(before / 2));
  });

  it('gives no upstream more than its own limit, as queries are spread', () => {
    const limits = new FlightLimits();
    const endpoints = ['udp://192.0.2.1', 'udp://192.0.2.2'];
    roundTrips(limits, 30, (at) => ({
      endpoint: endpoints[at % 2] as string,
      outcome: at % 2 === 0 ? 'answered' : 'lost',
      delayMs: 20,
    }));
    // The second gets half of them, and can take none.
    expect(limits.total).toBeLessThanOrEqual(12);
  });

  it('begins anew after it was not used', () => {
    const limits = new FlightLimits();
    roundTrips(limits, 10, () => ({ outcome: 'answered', delayMs: 20 }));
    limits.ended(UPSTREAM, 'answered', 100_000, 100_020, false);
    expect(limits.total).toBe(16);
  });

  it('keeps the longest pause that was asked for, up to a minute', () => {
    const limits = new FlightLimits();
    limits.ended(UPSTREAM, 'pushback', 0, 20, true);
    for (const [seconds, untilMs] of [
      [30, 30_020],
      [2, 30_020],
      [1e9, 60_020],
    ] as const) {
      limits.pause(UPSTREAM, seconds, 20);
      expect(limits.pausedUntilMs).toBe(untilMs);
    }
  });
});

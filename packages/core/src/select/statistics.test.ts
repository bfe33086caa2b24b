import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Ending, Statistics } from './statistics.ts';

/** Statistics of an upstream that ended queries so: how, and after how long. */
function after(...endings: readonly (readonly [Ending, number])[]): Statistics {
  const statistics = new Statistics(3);
  for (const [ending, elapsedMs] of endings) {
    statistics.started();
    statistics.ended(ending, elapsedMs, 0);
  }
  return statistics;
}

describe('Statistics', () => {
  it('smooth times by an eighth (RFC 6298 2.3)', () => {
    expect(after(['answered', 80]).srttMs).toBe(80);
    expect(after(['answered', 80], ['answered', 160]).srttMs).toBe(90);
  });

  it('forget 2% of a time each second without a new one, so that the slow are tried again', () => {
    const statistics = after(['answered', 100]);
    expect(statistics.costMs(0)).toBe(100);
    expect(statistics.costMs(1_000)).toBeCloseTo(98);
    expect(statistics.costMs(300_000)).toBeLessThan(1);
    expect(statistics.srttMs).toBe(100);
  });

  it('let a new time replace one that was forgotten', () => {
    const statistics = after(['answered', 1_000]);
    statistics.started();
    statistics.ended('answered', 10, 3_600_000);
    expect(statistics.srttMs).toBeCloseTo(10);
  });

  it('are not confused by a clock that goes back', () => {
    const statistics = new Statistics(3);
    statistics.started();
    statistics.ended('answered', 100, 7_200_000);
    expect(statistics.costMs(0)).toBe(100);
    statistics.started();
    statistics.ended('answered', 20, 0);
    expect(statistics.srttMs).toBe(90);
  });

  it('take an upstream that was not measured for the cheapest, but not while it is being measured', () => {
    const statistics = new Statistics(3);
    expect(statistics.costMs(0)).toBe(0);
    statistics.started();
    expect(statistics.costMs(0)).toBeGreaterThan(60_000);
  });

  it('count a loser for at least the time that it had taken, and not as a failure', () => {
    const loser = after(['answered', 20], ['cancelled', 100]);
    expect(loser.srttMs).toBe(30);
    expect(after(['answered', 20], ['cancelled', 10]).srttMs).toBe(20);
    expect(loser.circuit).toEqual({ kind: 'closed', failures: 0 });
    expect(loser.snapshot('')).toMatchObject({ answers: 1, cancellations: 1, failures: 0 });
  });

  it('double the time of one that failed, so that a refused connection looks not fast', () => {
    expect(after(['answered', 20], ['failed', 1]).srttMs).toBe(40);
    expect(after(['answered', 20], ['failed', 2_500]).srttMs).toBe(2_500);
    expect(after(['failed', 1]).srttMs).toBe(752);
  });

  it('hold a deadline against an upstream only where it was longer than what it needs', () => {
    expect(after(['answered', 20]).hadTime(19)).toBe(false);
    expect(after(['answered', 20]).hadTime(20)).toBe(true);
    expect(new Statistics(3).hadTime(375)).toBe(false);
    // Of one that is silent from the start, what it had is learnt.
    expect(after(['cancelled', 100]).hadTime(100)).toBe(true);
    expect(after(['answered', 20], ['failed', 300], ['failed', 300]).hadTime(300)).toBe(true);
  });

  it('forget the time of one that is out of turn', () => {
    expect(after(['answered', 20], ['failed', 1], ['failed', 1], ['failed', 1]).srttMs).toBeUndefined();
  });

  it('leave out the handshake of a connection, but not twice in a row', () => {
    const statistics = new Statistics(3);
    const answered = (elapsedMs: number, isFresh: boolean): void => {
      statistics.started();
      statistics.ended('answered', elapsedMs, 0, isFresh);
    };
    answered(300, true);
    expect(statistics.srttMs).toBeUndefined();
    answered(100, false);
    answered(900, true);
    expect(statistics.srttMs).toBe(100);
    answered(900, true);
    expect(statistics.srttMs).toBe(200);
  });

  it('say nothing of a refusal, unless another upstream answered', () => {
    const statistics = after(['answered', 20], ['refused', 1], ['refused', 1], ['refused', 1]);
    expect(statistics.snapshot('')).toMatchObject({ srttMs: 20, refusals: 3, circuit: { failures: 0 } });
    for (let blames = 0; blames < 3; blames++) statistics.blamed(0);
    expect(statistics.circuit.kind).toBe('open');
  });

  it('count every query once', () => {
    const anyEnding = fc.constantFrom<Ending | 'none'>('answered', 'refused', 'failed', 'cancelled', 'none');
    fc.assert(
      fc.property(fc.array(anyEnding), (endings) => {
        const statistics = new Statistics(3);
        for (const ending of endings) {
          statistics.started();
          if (ending !== 'none') statistics.ended(ending, 5, 0);
        }
        const { attempts, inFlight, answers, refusals, failures, cancellations, srttMs } =
          statistics.snapshot('');
        expect(attempts).toBe(endings.length);
        expect(inFlight + answers + refusals + failures + cancellations).toBe(attempts);
        expect(inFlight).toBe(endings.filter((each) => each === 'none').length);
        expect(srttMs ?? 0).toBeLessThanOrEqual(120_000);
      }),
    );
  });
});

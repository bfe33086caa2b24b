import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Circuit,
  type CircuitEvent,
  CLOSED,
  FIRST_DELAY_MS,
  isProbeDue,
  MAX_DELAY_MS,
  nextCircuit,
} from './circuit.ts';

const NOW_MS = 10_000;
const FAILURES_TO_OPEN = 3;
const once: Circuit = { kind: 'closed', failures: 1 };
const twice: Circuit = { kind: 'closed', failures: 2 };
const open: Circuit = { kind: 'open', retryAtMs: 10_500, delayMs: 1_000 };
const halfOpen: Circuit = { kind: 'half-open', delayMs: 1_000 };
const longHalfOpen: Circuit = { kind: 'half-open', delayMs: 40_000 };

const next = (circuit: Circuit, event: CircuitEvent, nowMs = NOW_MS): Circuit =>
  nextCircuit(circuit, event, nowMs, FAILURES_TO_OPEN);

describe('nextCircuit', () => {
  it.each<[Circuit, CircuitEvent, Circuit]>([
    [CLOSED, 'answered', CLOSED],
    [CLOSED, 'failed', once],
    [CLOSED, 'probed', CLOSED],
    [once, 'failed', twice],
    [twice, 'answered', CLOSED],
    [twice, 'failed', { kind: 'open', retryAtMs: NOW_MS + FIRST_DELAY_MS, delayMs: FIRST_DELAY_MS }],
    [open, 'answered', CLOSED],
    [open, 'failed', open],
    [open, 'probed', halfOpen],
    [halfOpen, 'answered', CLOSED],
    [halfOpen, 'failed', { kind: 'open', retryAtMs: NOW_MS + 2_000, delayMs: 2_000 }],
    [halfOpen, 'probed', halfOpen],
    [longHalfOpen, 'failed', { kind: 'open', retryAtMs: NOW_MS + MAX_DELAY_MS, delayMs: MAX_DELAY_MS }],
  ])('%o is, when it %s, %o', (from, event, to) => {
    expect(next(from, event)).toEqual(to);
  });

  it('lets nobody wait for a probe longer than a minute, whatever came before', () => {
    const anyEvents = fc.array(
      fc.record({
        event: fc.constantFrom<CircuitEvent>('answered', 'failed', 'probed'),
        pauseMs: fc.nat(200_000),
      }),
    );
    fc.assert(
      fc.property(anyEvents, (events) => {
        let circuit = CLOSED;
        let nowMs = 0;
        for (const { event, pauseMs } of events) {
          nowMs += pauseMs;
          // A probe is sent where one is due, and at no other time.
          if (event !== 'probed' || isProbeDue(circuit, nowMs)) circuit = next(circuit, event, nowMs);
        }
        if (circuit.kind === 'open') {
          expect(circuit.retryAtMs - nowMs).toBeLessThanOrEqual(MAX_DELAY_MS);
          expect(isProbeDue(circuit, nowMs + MAX_DELAY_MS)).toBe(true);
        } else expect(isProbeDue(circuit, nowMs + MAX_DELAY_MS)).toBe(false);
      }),
    );
  });
});

/**
 * Whether an upstream is asked in its turn. `closed`: it is, and has failed so many times in a row. `open`: it failed
 * too often, and is asked only where all others failed, until it may be probed at `retryAtMs`. `half-open`: a probe is
 * under way.
 */
export type Circuit =
  | { readonly kind: 'closed'; readonly failures: number }
  | { readonly kind: 'open'; readonly retryAtMs: number; readonly delayMs: number }
  | { readonly kind: 'half-open'; readonly delayMs: number };

export type CircuitEvent = 'answered' | 'failed' | 'probed';

/** How long an upstream that began to fail is left alone, in milliseconds; each probe that fails doubles it. */
export const FIRST_DELAY_MS = 1_000;
/** The longest that it is left alone. */
export const MAX_DELAY_MS = 60_000;

export const CLOSED: Circuit = { kind: 'closed', failures: 0 };

/**
 * Every transition there is:
 *
 * | from      | answered | failed                              | probed    |
 * | --------- | -------- | ----------------------------------- | --------- |
 * | closed    | closed   | closed, open at `failuresToOpen`    | closed    |
 * | open      | closed   | open, to be probed when it was      | half-open |
 * | half-open | closed   | open, for twice as long             | half-open |
 */
export function nextCircuit(
  circuit: Circuit,
  event: CircuitEvent,
  nowMs: number,
  failuresToOpen: number,
): Circuit {
  switch (event) {
    case 'answered':
      return CLOSED;
    case 'probed':
      return circuit.kind === 'open' ? { kind: 'half-open', delayMs: circuit.delayMs } : circuit;
    case 'failed':
      return failed(circuit, nowMs, failuresToOpen);
  }
}

/** Whether a probe is due: one at a time, and none before the delay has passed. */
export function isProbeDue(circuit: Circuit, nowMs: number): boolean {
  return circuit.kind === 'open' && nowMs >= circuit.retryAtMs;
}

function failed(circuit: Circuit, nowMs: number, failuresToOpen: number): Circuit {
  switch (circuit.kind) {
    case 'closed': {
      const failures = circuit.failures + 1;
      return failures < failuresToOpen ? { kind: 'closed', failures } : open(nowMs, FIRST_DELAY_MS);
    }
    case 'open':
      // It was asked because there was nobody else: that says nothing about when to probe.
      return circuit;
    case 'half-open':
      return open(nowMs, Math.min(2 * circuit.delayMs, MAX_DELAY_MS));
  }
}

function open(nowMs: number, delayMs: number): Circuit {
  return { kind: 'open', retryAtMs: nowMs + delayMs, delayMs };
}

import { reportOf, signatureOf, type Finding } from '../finding.ts';
import type { Outcome, Stopwatch, Target } from '../target.ts';
import { requireBoundedMemory, timedAttempt } from './measure.ts';
import { minimise } from './minimise.ts';

const STACK_FRAMES = 20;

/** Attempts an input, its time bounded, and with `memory` also what its value holds. Throws what is wrong with it. */
export function examine(
  target: Target,
  input: Uint8Array,
  memory: boolean,
  stopwatch: Stopwatch = { decodeMs: 0 },
): Outcome {
  const outcome = timedAttempt(target, input, stopwatch);
  if (memory && target.retained && outcome === 'accepted') requireBoundedMemory(target, input);
  return outcome;
}

/** The smallest input that fails as this one does, with the stack of its failure; undefined where it does not fail again. */
export async function findingOf(
  target: Target,
  input: Uint8Array,
  memory: boolean,
  tick: () => void = () => {},
): Promise<Finding | undefined> {
  const signature = failureOf(target, input, memory)?.signature;
  if (signature === undefined) return undefined;
  const smallest = await minimise(target, input, (candidate) => {
    tick();
    return failureOf(target, candidate, memory)?.signature === signature;
  });
  const report = failureOf(target, smallest, memory)?.report ?? signature;
  return { target: target.name, input: smallest, report };
}

function failureOf(
  target: Target,
  input: Uint8Array,
  memory: boolean,
): { signature: string; report: string } | undefined {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = STACK_FRAMES;
  try {
    examine(target, input.slice(), memory);
    return undefined;
  } catch (error) {
    return { signature: signatureOf(error), report: reportOf(error) };
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

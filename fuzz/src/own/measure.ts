import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { attempt, type Outcome, type Stopwatch, type Target, threadMs } from '../target.ts';
import { estimatedOctets } from './estimate.ts';

/** What a decoder may take for an input: as much a KiB as 64 KiB take in 100 ms, and what compiling or a collection takes. */
const BASE_MS = 20;
const MS_PER_OCTET = 100 / 65_536;
/** The checks encode, print and parse as well. */
const CHECK_FACTOR = 30;
const REPEATS = 3;

/** Retained memory stays below this many times the input (and an empty message's object). */
const RETAINED_FACTOR = 64;
const RETAINED_BASE_OCTETS = 1024;
/** Values are held until they would hold this much, so that the rest of the heap does not matter. */
const HELD_OCTETS = 8 * 1024 * 1024;
const MAX_HELD = 10_000;

/** An input that cost more than it may. */
class TooMuch extends Error {
  override readonly name: string = 'TooMuch';
}

/** Attempts an input and throws `TooMuch` where it took too long, again and again. */
export function timedAttempt(target: Target, input: Uint8Array, stopwatch: Stopwatch): Outcome {
  const limitMs = BASE_MS + input.length * MS_PER_OCTET;
  let decodeMs = Infinity;
  let totalMs = Infinity;
  for (let repeat = 0; repeat < REPEATS; repeat++) {
    const startMs = threadMs();
    const outcome = attempt(target, input, stopwatch);
    totalMs = Math.min(totalMs, threadMs() - startMs);
    decodeMs = Math.min(decodeMs, stopwatch.decodeMs);
    if (decodeMs <= limitMs && totalMs <= CHECK_FACTOR * limitMs) return outcome;
  }
  const what =
    decodeMs > limitMs ? `decoding took ${decodeMs.toFixed(1)}` : `the checks took ${totalMs.toFixed(1)}`;
  throw new TooMuch(`${what} ms for ${input.length} octets`);
}

/** Throws `TooMuch` where the value of an accepted input holds too much memory. */
export function requireBoundedMemory(target: Target, input: Uint8Array): void {
  const limit = RETAINED_BASE_OCTETS + RETAINED_FACTOR * input.length;
  if (estimatedOctets(target.decode(input)) < limit) return;
  let each = Infinity;
  for (let repeat = 0; repeat < REPEATS && each > limit; repeat++)
    each = Math.min(each, retainedOctets(target, input, Math.min(MAX_HELD, Math.ceil(HELD_OCTETS / limit))));
  if (each <= limit) return;
  const times = (each / input.length).toFixed(0);
  throw new TooMuch(
    `the value holds ${Math.round(each)} octets, ${times} times the ${input.length} of the input`,
  );
}

/** What one of so many values of the input holds. */
function retainedOctets(target: Target, input: Uint8Array, count: number): number {
  const held: unknown[] = new Array(count).fill(undefined);
  const before = usedOctets();
  for (let at = 0; at < count; at++) held[at] = target.decode(input);
  return (usedOctets() - before) / held.length;
}

let collect: (() => void) | undefined;

/** What is in use of the heap and of array buffers after garbage was collected. */
export function usedOctets(): number {
  if (collect === undefined) {
    setFlagsFromString('--expose-gc');
    collect = runInNewContext('gc') as () => void;
  }
  // Array buffers are counted until the collection after the one that frees them.
  collect();
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

import type { DnsError } from '@hushdns/core';
import type { InputSource } from './input/source.ts';

/** A decoder or parser, and what must hold of whatever it accepts. */
export interface Target<Value = unknown> {
  /** As in the names of findings and in `--target`. */
  readonly name: string;
  /** How many of its inputs are tried for one of a target of weight 1. */
  readonly weight: number;
  /** Whether inputs are text in UTF-8. */
  readonly text: boolean;
  /** The one error that a refused input may be answered with. */
  readonly refusal: (new (...args: never) => DnsError) | undefined;
  /** Whether the value is kept by callers, so that the memory that it holds matters. */
  readonly retained: boolean;
  /** The untrusted step, whose time is bounded. */
  decode(input: Uint8Array): Value;
  /** Throws where the value breaks a promise: `Violation`, or what the code under test throws. */
  check(value: Value, input: Uint8Array): void;
  /** Inputs that everything else is made from, and the longest and most hostile ones. */
  seeds(): readonly Uint8Array[];
  source(): InputSource;
  /** Inputs a little smaller than one, for what no cut through octets keeps whole. */
  smaller?(input: Uint8Array): Iterable<Uint8Array>;
}

/** A promise that an accepted value breaks. */
export class Violation extends Error {
  override readonly name: string = 'Violation';
}

export type Outcome = 'accepted' | 'refused';

/** Receives the time that the decoder alone took, by `threadMs`. */
export interface Stopwatch {
  decodeMs: number;
}

/** Decodes an input and checks what comes of it. Throws whatever should not have been thrown. */
export function attempt(target: Target, input: Uint8Array, stopwatch: Stopwatch = { decodeMs: 0 }): Outcome {
  const value = decoded(target, input, stopwatch);
  if (value === REFUSED) return 'refused';
  target.check(value, input);
  for (const key in PROBE) throw new Violation(`every object has a ${key} now`);
  return 'accepted';
}

/** Has members only where the prototype of all objects has got some. */
const PROBE = {};

const REFUSED: unique symbol = Symbol('refused');

function decoded(target: Target, input: Uint8Array, stopwatch: Stopwatch): unknown {
  const startMs = threadMs();
  try {
    return target.decode(input);
  } catch (error) {
    if (target.refusal === undefined || !(error instanceof target.refusal)) throw error;
    requirePlace(error, input);
    return REFUSED;
  } finally {
    stopwatch.decodeMs = threadMs() - startMs;
  }
}

/** The processor's time that this thread has taken: what else the machine does meanwhile does not count. */
export function threadMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

/** A refusal says where the fault stands, within the input. */
function requirePlace(error: DnsError, input: Uint8Array): void {
  if ('offset' in error) {
    const { offset } = error;
    const within = Number.isInteger(offset) && (offset as number) >= 0 && (offset as number) <= input.length;
    if (!within)
      throw new Violation(`a refusal at octet ${String(offset)}: ${error.message}`, { cause: error });
  } else if ('line' in error && 'column' in error) {
    const places = [error.line, error.column];
    if (!places.every((place) => Number.isInteger(place) && (place as number) >= 1))
      throw new Violation(`a refusal at line ${places.join(', column ')}`, { cause: error });
  }
}

import { WireError } from '@hushdns/core';
import { Reader } from '@hushdns/core/wire';
import { octetSource } from '../input/octet-sources.ts';
import { type Target, threadMs, Violation } from '../target.ts';

const SEEDS = [Uint8Array.from({ length: 40 }, (_, at) => at), new Uint8Array(16)];
/** What the planted bugs wait for, behind any octets. */
export const TRIGGER = 0xc0;

const sound: Target<number> = {
  name: 'sound',
  weight: 1,
  text: false,
  retained: true,
  refusal: WireError,
  decode: (input) => new Reader(input).u32(),
  check: (value) => {
    if (!(value >= 0)) throw new Violation('a negative number');
  },
  seeds: () => SEEDS,
  source: () => octetSource(SEEDS, 0),
};

/** One that keeps its promises, and one with each kind of bug that the runner is to find. */
export const targets: readonly Target[] = [
  sound,
  planted('type-error', () => (undefined as unknown as string).length),
  atOnce('hang', () => {
    for (;;);
  }),
  atOnce('memory', () => {
    for (const held: number[][] = []; ;) held.push(new Array<number>(100_000).fill(held.length + 0.5));
  }),
  atOnce('slow', () => {
    for (const startMs = threadMs(); threadMs() < startMs + 60;);
    return 0;
  }),
  {
    ...sound,
    name: 'violation',
    check: (value) => {
      if (value === 0) throw new Violation('zero is not checked');
    },
  },
  {
    ...sound,
    name: 'hoarder',
    decode: ({ length }: Uint8Array) => new Uint8Array(1000 * length),
    check: () => {},
  },
];

/** A decoder that goes wrong where the third octet is the trigger. */
function planted(name: string, goWrong: () => number): Target<number> {
  return {
    ...sound,
    name,
    decode: (input) => (input[2] === TRIGGER ? goWrong() : sound.decode(input)),
  };
}

/** The same with the smallest such input among the seeds, as looking for it takes its time. */
function atOnce(name: string, goWrong: () => number): Target<number> {
  return { ...planted(name, goWrong), seeds: () => [...SEEDS, Uint8Array.of(0, 0, TRIGGER)] };
}

import { parseArgs } from 'node:util';

const DEFAULT_MINUTES = 1;
const MAX_SEED = 0x7fff_ffff;

export const USAGE = `Usage: pnpm fuzz [options]

  --minutes N       how long, 1 by default
  --inputs N        how many inputs each engine tries, instead of a time or within it
  --target NAME     one target alone; may be repeated
  --engine NAME     own: the runner of this project; coverage: the coverage-guided one; both by default
  --seed N          the seed of a run before, to try the same inputs again with the runner of this project
  --replay FILE     try one input again, by default with the target that its file name begins with
`;

type Engine = 'own' | 'coverage';

export interface Settings {
  /** Infinity where only inputs are counted. */
  readonly minutes: number;
  /** Infinity where only time is. */
  readonly inputs: number;
  /** Undefined for all. */
  readonly targets: readonly string[] | undefined;
  readonly engines: readonly Engine[];
  readonly seed: number;
  readonly replay: string | undefined;
}

/** Reads the command line; undefined where it asks for help. Throws `TypeError` or `RangeError` for what it does not know. */
export function readCommandLine(words: readonly string[]): Settings | undefined {
  const { values } = parseArgs({
    args: [...words],
    options: {
      minutes: { type: 'string' },
      inputs: { type: 'string' },
      target: { type: 'string', multiple: true },
      engine: { type: 'string' },
      seed: { type: 'string' },
      replay: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help === true) return undefined;
  const inputs = numberOf('inputs', values.inputs) ?? Infinity;
  return {
    minutes: numberOf('minutes', values.minutes) ?? (inputs === Infinity ? DEFAULT_MINUTES : Infinity),
    inputs,
    targets: values.target,
    engines: enginesOf(values.engine ?? 'both'),
    seed: numberOf('seed', values.seed) ?? 1 + Math.floor(Math.random() * MAX_SEED),
    replay: values.replay,
  };
}

function numberOf(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!(value > 0 && value < Infinity))
    throw new RangeError(`--${option} wants a positive number, not ${text}`);
  return value;
}

function enginesOf(name: string): Engine[] {
  if (name === 'both') return ['own', 'coverage'];
  if (name === 'own' || name === 'coverage') return [name];
  throw new RangeError(`--engine is own, coverage or both, not ${name}`);
}

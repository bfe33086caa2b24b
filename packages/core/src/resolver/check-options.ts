import { quote } from '../errors/quote.ts';

/** Says what an option's value should have been; undefined where it can be used. May throw what says so instead. */
export type Check = (value: unknown) => string | undefined;
/** One line an option, so that the compiler finds one that is missing. */
export type Checks<Options> = { readonly [Option in keyof Required<Options>]: Check };

/**
 * Throws `TypeError` for an option that there is not, which a misspelt one would be, and `RangeError` for one that cannot be used.
 * Options that are undefined are as good as absent.
 */
export function checkOptions<Options extends object>(
  place: string,
  options: Options,
  checks: Checks<Options>,
  required: readonly (keyof Options & string)[] = [],
): void {
  for (const option of required) {
    const needed = options[option] === undefined ? needs(checks[option], undefined) : undefined;
    if (needed !== undefined) throw new RangeError(`${place}: ${option} is missing: ${needed}`);
  }
  for (const option of Object.keys(options)) {
    const value: unknown = options[option as keyof Options];
    if (!Object.hasOwn(checks, option))
      throw new TypeError(unknownOption(place, option, Object.keys(checks)));
    if (value === undefined) continue;
    const needed = needs(checks[option as keyof Options], value);
    if (needed !== undefined) throw new RangeError(`${place}: ${option} is ${shown(value)}: ${needed}`);
  }
}

export const anything: Check = () => undefined;

export const aBoolean: Check = (value) =>
  typeof value === 'boolean' ? undefined : 'true or false is needed';

export const aDuration: Check = (value) =>
  typeof value === 'number' && value > 0 && Number.isFinite(value)
    ? undefined
    : 'a positive number of milliseconds is needed';

export function anInteger(least: number, most: number): Check {
  return (value) =>
    Number.isInteger(value) && (value as number) >= least && (value as number) <= most
      ? undefined
      : `an integer from ${least} to ${most} is needed`;
}

export function oneOf(...values: readonly unknown[]): Check {
  return (value) => (values.includes(value) ? undefined : `${values.map(shown).join(', ')} can be used`);
}

function needs(check: Check, value: unknown): string | undefined {
  try {
    return check(value);
  } catch (error) {
    if (error instanceof RangeError || error instanceof TypeError) return error.message;
    throw error;
  }
}

function unknownOption(place: string, option: string, known: readonly string[]): string {
  const meant = known.find((each) => isNearly(option.toLowerCase(), each.toLowerCase()));
  const hint = meant === undefined ? '' : `: did you mean ${meant}?`;
  return `${place}: there is no option ${quote(option)}${hint}`;
}

/** Whether the texts are the same but for one stretch of at most three characters, or one begins the other. */
function isNearly(left: string, right: string): boolean {
  const shorter = Math.min(left.length, right.length);
  let start = 0;
  while (start < shorter && left[start] === right[start]) start++;
  let end = 0;
  while (end < shorter - start && left.at(-1 - end) === right.at(-1 - end)) end++;
  return (start >= 4 && start === shorter) || Math.max(left.length, right.length) - start - end <= 3;
}

function shown(value: unknown): string {
  if (typeof value === 'string') return quote(value);
  if (typeof value === 'function') return 'a function';
  if (typeof value !== 'object' || value === null) return String(value);
  return Array.isArray(value) ? (value.length === 0 ? 'an empty list' : 'a list') : 'an object';
}

import type { Target } from '../target.ts';

/** How much a search for a smaller input may cost. */
export interface Patience {
  readonly attempts: number;
  readonly ms: number;
}

const SPACE = 0x20;

/** A smaller and plainer input of the target for which `fails` still holds: parts are left out, then octets made alike. */
export async function minimise(
  { text, smaller }: Pick<Target, 'text' | 'smaller'>,
  input: Uint8Array,
  fails: (candidate: Uint8Array) => boolean | Promise<boolean>,
  { attempts, ms }: Patience = { attempts: 5000, ms: 5000 },
): Promise<Uint8Array> {
  const filler = text ? SPACE : 0;
  const deadline = performance.now() + ms;
  let best = input;
  let left = attempts;
  const patient = (): boolean => left > 0 && performance.now() < deadline;
  const attempt = async (candidate: Uint8Array): Promise<boolean> => {
    left--;
    if (!(await fails(candidate))) return false;
    best = candidate;
    return true;
  };
  const attemptSmaller = async (): Promise<boolean> => {
    for (const candidate of smaller?.(best) ?? []) if (patient() && (await attempt(candidate))) return true;
    return false;
  };

  while (await attemptSmaller());
  for (let size = best.length; size >= 1; size = Math.floor(size / 2)) {
    for (let end = best.length; end > 0 && patient(); end -= size)
      await attempt(without(best, end - size, end));
  }
  for (let at = best.length - 1; at >= 0 && patient(); at--) {
    if (best[at] !== filler) await attempt(best.with(at, filler));
  }
  return best;
}

function without(octets: Uint8Array, start: number, end: number): Uint8Array {
  const from = Math.max(0, start);
  const rest = new Uint8Array(octets.length - (end - from));
  rest.set(octets.subarray(0, from));
  rest.set(octets.subarray(end), from);
  return rest;
}

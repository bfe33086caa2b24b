/** How much a search for a smaller input may cost. */
export interface Patience {
  readonly attempts: number;
  readonly ms: number;
}

/** A smaller and plainer input for which `fails` still holds: parts are left out, then octets set to `filler`. */
export async function minimise(
  input: Uint8Array,
  fails: (candidate: Uint8Array) => boolean | Promise<boolean>,
  filler: number,
  { attempts, ms }: Patience = { attempts: 5000, ms: 5000 },
): Promise<Uint8Array> {
  const deadline = performance.now() + ms;
  let best = input;
  let left = attempts;
  const patient = (): boolean => left > 0 && performance.now() < deadline;
  const attempt = async (candidate: Uint8Array): Promise<void> => {
    left--;
    if (await fails(candidate)) best = candidate;
  };

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

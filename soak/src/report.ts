import type { SoakResult } from './soak.ts';

/** After so much of a run everything is compiled and every pool is as large as it gets. */
const WARM_UP = 0.25;
/** What the second half of the rest may hold more than the first. */
const MAX_GROWTH_OCTETS = 3 << 20;

/** Prints what came of a run, and gives what is wrong with it. */
export function printReport(result: SoakResult): string[] {
  const { protocol, queries, answered, wrong, failed, seconds, faults } = result;
  const growth = growthOctets(result.heldOctets);
  const failures = [
    ...(wrong > 0 ? [`${wrong} answered wrongly`] : []),
    ...Array.from(failed, ([why, count]) => `${count} lost: ${why}`),
    ...(answered + wrong + sum(failed.values()) === queries ? [] : ['some never ended']),
    ...(growth > MAX_GROWTH_OCTETS ? [`the heap grew by ${mebibytes(growth)} after the warm-up`] : []),
  ];
  const faulty = `${faults.lost} not answered, ${faults.malformed} malformed, ${faults.restarts} restarts`;
  const heap = `heap ${mebibytes(result.heldOctets.at(-1) ?? 0)}, ${mebibytes(growth)} more than after the warm-up`;
  process.stdout.write(
    `${protocol.padEnd(5)} ${answered} of ${queries} answered in ${seconds.toFixed(0)} s; the server: ${faulty}; ${heap}\n`,
  );
  for (const failure of failures) process.stdout.write(`${protocol.padEnd(5)} FAILED: ${failure}\n`);
  return failures;
}

/** The median of the last part against that of the part before, the warm-up left out. */
function growthOctets(heldOctets: readonly number[]): number {
  const warm = heldOctets.slice(Math.ceil(heldOctets.length * WARM_UP));
  const middle = Math.ceil(warm.length / 2);
  return median(warm.slice(middle)) - median(warm.slice(0, middle));
}

function median(values: readonly number[]): number {
  return values.toSorted((left, right) => left - right)[values.length >> 1] ?? 0;
}

function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

function mebibytes(octets: number): string {
  return `${(octets / 2 ** 20).toFixed(1)} MiB`;
}

import type { HeapProfiler, Profiler } from 'node:inspector';
import { markdownTable } from 'markdown-table';

export type CpuProfile = Profiler.Profile;
export type HeapProfile = HeapProfiler.SamplingHeapProfile;

const SHOWN_ROWS = 25;

/** The functions that the most time was spent in, callees apart. */
export function cpuTable({ nodes, samples = [], timeDeltas = [] }: CpuProfile): string {
  const places = new Map(nodes.map(({ id, callFrame }) => [id, placeOf(callFrame)]));
  const microseconds = new Sums();
  for (const [at, id] of samples.entries()) microseconds.add(places.get(id) ?? '', timeDeltas[at] ?? 0);
  return microseconds.table('CPU time');
}

/** The functions that allocated the most, whether it was collected since or not. */
export function heapTable({ head }: HeapProfile): string {
  const octets = new Sums();
  const pending = [head];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    octets.add(placeOf(node.callFrame), node.selfSize);
    pending.push(...node.children);
  }
  return octets.table('allocated');
}

/** Amounts by place. */
class Sums {
  readonly #sums = new Map<string, number>();
  #total = 0;

  add(place: string, amount: number): void {
    this.#sums.set(place, (this.#sums.get(place) ?? 0) + amount);
    this.#total += amount;
  }

  table(heading: string): string {
    const rows = [...this.#sums].toSorted(([, one], [, other]) => other - one).slice(0, SHOWN_ROWS);
    const share = (amount: number): string => `${((100 * amount) / this.#total).toFixed(1)}%`;
    return markdownTable([[heading, ''], ...rows.map(([place, amount]) => [share(amount), place])], {
      align: ['r', 'l'],
    });
  }
}

function placeOf({ functionName, url, lineNumber }: Profiler.Profile['nodes'][number]['callFrame']): string {
  const file = url.replace(/^file:\/\/.*\/(packages|node_modules|bench)\//, '$1/');
  const name = functionName === '' ? '(anonymous)' : functionName;
  return file === '' ? name : `${name} ${file}:${lineNumber + 1}`;
}

/** Collects now; Node has to run with `--expose-gc`. */
export function collectGarbage(type: 'minor' | 'major'): void {
  if (globalThis.gc === undefined) throw new Error('the process runs without --expose-gc');
  globalThis.gc({ type, execution: 'sync' });
}

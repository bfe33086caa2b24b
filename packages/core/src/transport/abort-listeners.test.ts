import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { onAbort } from './abort-listeners.ts';

describe('onAbort', () => {
  it('puts one listener on a signal, however many wait, and calls those that still do', () => {
    const abort = new AbortController();
    const called: number[] = [];
    const stops = Array.from({ length: 1_000 }, (_, index) =>
      onAbort(abort.signal, () => called.push(index)),
    );
    expect(getEventListeners(abort.signal, 'abort')).toHaveLength(1);
    for (const stop of stops.slice(0, 998)) stop();
    abort.abort();
    expect(called).toEqual([998, 999]);
  });

  it('leaves no listener where nobody waits any more, and listens again for who comes later', () => {
    const abort = new AbortController();
    let calls = 0;
    const stop = onAbort(abort.signal, () => calls++);
    stop();
    expect(getEventListeners(abort.signal, 'abort')).toHaveLength(0);
    onAbort(abort.signal, () => calls++);
    stop();
    abort.abort();
    expect(calls).toBe(1);
  });
});

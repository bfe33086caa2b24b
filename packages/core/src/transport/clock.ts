/** Time as everything here sees it; tests inject one that they move by hand. */
export interface Clock {
  /** Milliseconds that never go back, from an arbitrary origin. */
  now(): number;
  /** Calls back once after `delayMs`. Only a timer with `keepAlive` holds a process that has nothing else to do. */
  startTimer(delayMs: number, callback: () => void, options?: { readonly keepAlive?: boolean }): Timer;
}

export interface Timer {
  cancel(): void;
}

/** setTimeout fires at once for a longer delay. */
const MAX_DELAY_MS = 0x7fff_ffff;

/** `performance.now()` and `setTimeout`. */
export const systemClock: Clock = {
  now: () => performance.now(),
  startTimer: (delayMs, callback, { keepAlive = false } = {}) => {
    const handle: unknown = setTimeout(callback, Math.min(Math.max(delayMs, 0), MAX_DELAY_MS));
    // Browsers give a number, Node an object.
    if (!keepAlive && hasUnref(handle)) handle.unref();
    return { cancel: () => clearTimeout(handle as number) };
  },
};

function hasUnref(handle: unknown): handle is { unref(): void } {
  return typeof handle === 'object' && handle !== null && 'unref' in handle;
}

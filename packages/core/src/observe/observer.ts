import type { EventKind, ResolverEvent } from './events.ts';

/**
 * Is called with each event, in order, in a microtask of its own: so it may ask, abort and close what it likes. Whatever
 * it throws, or rejects with, touches no query; `stats().observerErrors` counts it.
 */
export interface Observer {
  (event: ResolverEvent): void;
  /** Whether events of a kind are wanted just now; all are where it is absent. Asked before an event is made. */
  readonly wants?: (kind: EventKind) => boolean;
}

const errors = new WeakMap<Observer, number>();

/** Whether to make an event at all. */
export function wants(observer: Observer | undefined, kind: EventKind): observer is Observer {
  if (observer === undefined) return false;
  if (observer.wants === undefined) return true;
  try {
    return observer.wants(kind);
  } catch {
    countError(observer);
    return false;
  }
}

/** Tells the observer soon, as it must not be called in the middle of what it is told of. */
export function report(observer: Observer, event: ResolverEvent): void {
  queueMicrotask(() => {
    try {
      // It may be an async function: the compiler takes one for a function without a result.
      const result = observer(event) as unknown;
      if (result instanceof Promise) result.catch(() => countError(observer));
    } catch {
      countError(observer);
    }
  });
}

/** How often an observer threw or rejected. */
export function observerErrors(observer: Observer | undefined): number {
  return (observer && errors.get(observer)) ?? 0;
}

function countError(observer: Observer): void {
  errors.set(observer, observerErrors(observer) + 1);
}

/** The option's value, if it can be called. Throws `TypeError` where it cannot. */
export function checkedObserver(observe: Observer | undefined): Observer | undefined {
  if (observe === undefined || typeof observe === 'function') return observe;
  throw new TypeError(`observe is ${typeof observe}, which is not a function`);
}

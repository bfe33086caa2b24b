import { AllUpstreamsError, ClosedError, TimeoutError, TransportError, WireError } from '../errors/index.ts';
import { onAbort } from '../transport/abort-listeners.ts';
import type { Clock, ExchangeContext } from '../transport/index.ts';
import type { Layer } from './layer.ts';

/** Before the third try, and twice as long before each one after it. */
const FIRST_PAUSE_MS = 100;

/** Asks up to `tries` times, or as often as the query itself says. */
export function retry(tries: number, clock: Clock): Layer {
  return (next) => (request, context) =>
    tryRepeatedly((each) => next(request, each), context, context.tries ?? tries, clock);
}

/**
 * Tries up to `tries` times where there was no response or none that can be read. Each try has an even share of the time left, by
 * a deadline alone: no signal of ours is ever aborted, so that none reaches a later try that was meant for an earlier one.
 *
 * The second try comes at once, since what is lost or cut off seldom is so twice; the following ones after growing pauses. An
 * rcode is a response: SERVFAIL asked again at once would come out of the upstream's own cache (RFC 9520 3.2).
 */
export async function tryRepeatedly<Context extends ExchangeContext, Result>(
  attempt: (context: Context) => Promise<Result>,
  context: Context,
  tries: number,
  clock: Clock,
): Promise<Result> {
  let failure: unknown;
  for (let tried = 1; ; tried++) {
    const nowMs = clock.now();
    const isLast = tried >= tries;
    const deadline = nowMs + (context.deadline - nowMs) / (tries - tried + 1);
    try {
      return await attempt(isLast ? context : { ...context, deadline });
    } catch (error) {
      context.signal?.throwIfAborted();
      const leftMs = context.deadline - clock.now();
      if (isLast || leftMs <= 0 || !isTransient(error)) throw tellingError(error, failure);
      failure = error;
      // A pause must leave time for what it is made for.
      const pauseMs = tried === 1 ? 0 : Math.min(FIRST_PAUSE_MS * 2 ** (tried - 2), leftMs / 2);
      if (pauseMs > 0) await pause(pauseMs, context.signal, clock);
      context.signal?.throwIfAborted();
    }
  }
}

/** That it was closed in the meantime says less than what had failed before. */
function tellingError(error: unknown, failure: unknown): unknown {
  return error instanceof ClosedError ? (failure ?? error) : error;
}

/** Whether there was no response, or none that can be read, so that another try may fare better. */
function isTransient(error: unknown): boolean {
  return (
    error instanceof TransportError ||
    error instanceof TimeoutError ||
    error instanceof WireError ||
    error instanceof AllUpstreamsError
  );
}

/** Ends early on abort. */
function pause(durationMs: number, signal: AbortSignal | undefined, clock: Clock): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      timer.cancel();
      stopListening();
      resolve();
    };
    const timer = clock.startTimer(durationMs, end, { keepAlive: true });
    const stopListening = signal === undefined ? () => {} : onAbort(signal, end);
  });
}

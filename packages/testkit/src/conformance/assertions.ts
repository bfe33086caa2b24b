import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { decodeMessage, DnsError, TimeoutError, TransportError } from '@hushdns/core';
import { isReplyTo, type TransportReply } from '@hushdns/core/transport';
import { answerTo } from './queries.ts';

/** How much later than its deadline a query may end, in milliseconds: timers of a busy machine. */
export const DEADLINE_MARGIN_MS = 400;
/** How long something may take that happens at once, in milliseconds. */
const SOON_MS = 1_000;

/** The reply is the zone's answer to this very query, the caller's ID included. */
export function assertAnswers(reply: TransportReply, query: Uint8Array): void {
  assert.ok(isReplyTo(query, reply.bytes), 'the reply bears the ID and the question of the query');
  assert.deepEqual(decodeMessage(reply.bytes).answers, decodeMessage(answerTo(query)).answers);
}

/** What a promise rejects with; fails where it resolves. */
export async function rejectionOf(promise: Promise<unknown>): Promise<unknown> {
  const outcome = await promise.then(
    () => ({ resolved: true as const }),
    (reason: unknown) => ({ resolved: false as const, reason }),
  );
  if (outcome.resolved) assert.fail('the query was answered, which it must not be');
  return outcome.reason;
}

/** The query rejects with an error that says where, how far it had come, and in words what went wrong. */
export async function assertTransportError(
  promise: Promise<unknown>,
  phase?: string,
): Promise<TransportError> {
  const error = await rejectionOf(promise);
  if (!(error instanceof TransportError)) throw unexpected(error, 'TransportError');
  const { endpoint, message, reused } = error;
  const context = `${endpoint}: ${error.phase}: `;
  assert.ok(endpoint !== '' && message.startsWith(context), `the error names endpoint and phase: ${message}`);
  assert.match(message.slice(context.length), /\w/, `the error says what went wrong: ${message}`);
  assert.equal(typeof reused, 'boolean', `the error says whether the connection was reused: ${message}`);
  if (phase !== undefined) assert.equal(error.phase, phase, `phase of: ${message}`);
  return error;
}

/** The query rejects with what its signal was aborted with, not with something made of it. */
export async function assertAborted(promise: Promise<unknown>, reason: unknown): Promise<void> {
  const error = await rejectionOf(promise);
  assert.ok(error === reason, `rejected with ${String(error)}, not with the signal's reason`);
}

/** The query ends by its deadline, neither early nor late. */
export async function assertTimesOut(
  ask: (deadline: number) => Promise<unknown>,
  phase?: string,
): Promise<void> {
  const durationMs = 120;
  const startedAtMs = performance.now();
  const rejection = rejectionOf(ask(startedAtMs + durationMs));
  const error = await within(
    durationMs + 2 * DEADLINE_MARGIN_MS,
    rejection,
    `a query with a deadline of ${durationMs} ms`,
  );
  const tookMs = performance.now() - startedAtMs;
  if (!(error instanceof TimeoutError)) throw unexpected(error, 'TimeoutError');
  assert.ok(error.endpoint !== '', 'the error names the endpoint');
  if (phase !== undefined) assert.equal(error.phase, phase, `phase of: ${error.message}`);
  // Timers fire up to a millisecond early.
  assert.ok(tookMs >= durationMs - 2, `ended after ${tookMs} ms, before its deadline of ${durationMs} ms`);
  assert.ok(
    tookMs <= durationMs + DEADLINE_MARGIN_MS,
    `ended after ${tookMs} ms, the deadline was ${durationMs} ms`,
  );
}

/** For a promise that is awaited later: should the case fail before, its rejection is no stray error. */
export function handled<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}

/** Waits until something holds that is about to. */
export async function eventually(holds: () => boolean, what: string | (() => string)): Promise<void> {
  const untilMs = performance.now() + SOON_MS;
  while (!holds()) {
    if (performance.now() > untilMs) {
      assert.fail(`within ${SOON_MS} ms: ${typeof what === 'string' ? what : what()}`);
    }
    await wait(2);
  }
}

/** Fails where a promise takes longer. */
export async function within<T>(limitMs: number, promise: PromiseLike<T>, what: string): Promise<T> {
  const stop = new AbortController();
  const late = wait(limitMs, undefined, { signal: stop.signal }).then(
    () => assert.fail(`${what} took more than ${limitMs} ms`),
    () => undefined as never,
  );
  try {
    return await Promise.race([promise, late]);
  } finally {
    stop.abort();
  }
}

function unexpected(error: unknown, wanted: string): Error {
  if (error instanceof DnsError)
    return new assert.AssertionError({ message: `${wanted} wanted, got ${error.name}: ${error.message}` });
  return new assert.AssertionError({ message: `${wanted} wanted, got ${String(error)}`, actual: error });
}

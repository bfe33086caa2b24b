import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { within } from '../assertions.ts';
import type { CaseDefinition } from '../conformance-case.ts';
import { query } from '../queries.ts';
import type { Rig, TestServer } from '../rig.ts';

/** How long a process may live on when nothing is left to do, in milliseconds. */
const EXIT_LIMIT_MS = 1_500;
const START_LIMIT_MS = 4_000;
const ABORT_AFTER_MS = 100;

/** Asks once, says what came of it, and does not close the transport. */
const SCRIPT = `
  const { module, endpoint, ca, query, abortAfterMs } = JSON.parse(process.argv[1]);
  const { create } = await import(module);
  const transport = create(endpoint, { ca });
  const deadline = performance.now() + 30_000;
  const signal = abortAfterMs === undefined ? undefined : AbortSignal.timeout(abortAfterMs);
  const asking = transport.exchange(Buffer.from(query, 'base64'), { deadline, ...(signal && { signal }) });
  process.stdout.write(await asking.then(() => 'answered', (error) => error === signal?.reason ? 'aborted' : error.stack));
`;

export const processCases: readonly CaseDefinition[] = [
  {
    name: 'a query under way keeps its process alive, an open connection does not',
    body: async (rig) => {
      const server = await rig.server({
        onQuery: () => [{ kind: 'wait', delayMs: 50 }, { kind: 'answer' }],
      });
      await assertEnds(rig, server, 'answered');
    },
  },
  {
    name: 'a query that was aborted lets its process end, in the middle of a handshake too',
    body: async (rig) => {
      await assertEnds(rig, await rig.server({ fault: { kind: 'deaf' } }), 'aborted', ABORT_AFTER_MS);
    },
  },
];

/** A process that asks the server once comes to this outcome, and ends then. */
async function assertEnds(
  { harness }: Rig,
  { endpoint, ca, server }: TestServer,
  outcome: 'answered' | 'aborted',
  abortAfterMs?: number,
): Promise<void> {
  const bytes = Buffer.from(query('n1')).toString('base64');
  const input = JSON.stringify({ module: String(harness.module), endpoint, ca, query: bytes, abortAfterMs });
  const child = spawn(process.execPath, ['--input-type=module', '-e', SCRIPT, input], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exit = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>;
  try {
    let errors = '';
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
    const said = once(child.stdout, 'data').then(([chunk]) => String(chunk));
    const first = await within(START_LIMIT_MS, Promise.race([said, exit.then(() => undefined)]), 'the query');
    assert.ok(first !== undefined, `the process ended while it waited: ${errors}`);
    assert.equal(first, outcome);
    const [code] = await within(EXIT_LIMIT_MS, exit, `the end of a process whose query was ${outcome}`);
    assert.equal(code, 0, errors);
    // A QUIC connection outlives a process that said nothing: not what is asked here.
    await server.close();
  } finally {
    child.kill('SIGKILL');
    await exit;
  }
}

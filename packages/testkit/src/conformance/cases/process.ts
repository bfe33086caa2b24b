import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { within } from '../assertions.ts';
import type { CaseDefinition } from '../conformance-case.ts';
import { query } from '../queries.ts';

/** How long a process may live on when nothing is left to do, in milliseconds. */
const EXIT_LIMIT_MS = 2_000;
const START_LIMIT_MS = 4_000;

/** Asks once, says so, and does not close the transport. */
const SCRIPT = `
  const { module, endpoint, ca, query } = JSON.parse(process.argv[1]);
  const { create } = await import(module);
  const transport = create(endpoint, { ca });
  const bytes = Buffer.from(query, 'base64');
  const reply = await transport.exchange(bytes, { deadline: performance.now() + 3000 });
  process.stdout.write(Buffer.from(reply.bytes).toString('base64'));
`;

export const processCases: readonly CaseDefinition[] = [
  {
    name: 'a query under way keeps its process alive, an open connection does not',
    body: async (rig) => {
      const { endpoint, ca, server } = await rig.server({
        onQuery: () => [{ kind: 'wait', delayMs: 50 }, { kind: 'answer' }],
      });
      const module = String(rig.harness.module);
      const input = JSON.stringify({
        module,
        endpoint,
        ca,
        query: Buffer.from(query('n1')).toString('base64'),
      });
      const child = spawn(process.execPath, ['--input-type=module', '-e', SCRIPT, input], {
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      const exit = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>;
      try {
        let errors = '';
        child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
        const answered = once(child.stdout, 'data').then(() => true);
        const first = within(START_LIMIT_MS, Promise.race([answered, exit.then(() => false)]), 'the answer');
        assert.ok(await first, `the process ended without an answer: ${errors}`);
        const [code] = await within(EXIT_LIMIT_MS, exit, 'the end of a process that has its answer');
        assert.equal(code, 0, errors);
        // A QUIC connection outlives a process that said nothing: not what is asked here.
        await server.close();
      } finally {
        child.kill('SIGKILL');
        await exit;
      }
    },
  },
];

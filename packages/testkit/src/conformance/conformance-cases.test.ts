import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { conformanceCases } from './conformance-cases.ts';
import type { ConformanceCase } from './harness.ts';
import { type Defect, tinyTcp } from './testing/tiny-tcp.ts';

const module = new URL('./testing/tiny-tcp.ts', import.meta.url);

function casesFor(defect?: Defect): ConformanceCase[] {
  return conformanceCases({
    protocol: 'tcp',
    create: (endpoint, options) => tinyTcp(endpoint, options, defect),
    module: defect === undefined ? module : `${module.href}?defect=${defect}`,
  });
}

function caseNamed(name: string, defect: Defect): ConformanceCase {
  const found = casesFor(defect).find((each) => each.name.includes(name));
  if (found === undefined) throw new Error(`no case is named ${name}`);
  return found;
}

describe('conformanceCases', () => {
  describe('a transport that is right passes', () => {
    test.each(casesFor().map(({ name, run }) => [name, run] as const))('%s', async (_name, run) => {
      await expect(run()).resolves.toBeUndefined();
    });
  });

  test.for<[Defect, string, RegExp]>([
    ['asks-again', 'slow replies are waited for', /deep-equal/],
    ['changes-bytes', 'concurrent queries', /bytes of the caller were changed/],
    ['connection-per-query', '1,000 queries', /\d+ connections were opened/],
    ['ignores-abort', 'an abort after the query was sent', /rejected with TimeoutError/],
    ['ignores-id', 'replies in another order', /bears the ID and the question/],
    ['ignores-malformed', 'a malformed reply', /TransportError wanted, got TimeoutError/],
    [
      'keeps-process-alive',
      'a query under way keeps its process alive',
      /the end of a process whose query was answered took more than/,
    ],
    [
      'keeps-process-alive',
      'a query that was aborted lets',
      /the end of a process whose query was aborted took more than/,
    ],
    ['leaks-connection', 'close() ends an idle connection', /the connection ends/],
    ['leaks-socket', 'a query is answered', /but there is UDPWRAP at .*tiny-tcp/],
    ['leaks-timer', 'a query is answered', /but there is Timeout at .*tiny-tcp/],
    ['never-retries', 'a query at the same moment', /closed by the server/],
    ['never-times-out', 'the deadline covers a first query', /took more than/],
    ['own-abort-reason', 'an abort after the query was sent', /rejected with Error: aborted/],
    ['predictable-ids', 'the ID on the wire is random', /follow a pattern/],
    ['retries-forever', 'dies while it is fresh (abrupt)', /TransportError wanted/],
  ])('the suite catches one that %s: %s', { timeout: 15_000 }, async ([defect, name, message]) => {
    await expect(caseNamed(name, defect).run()).rejects.toThrow(message);
  });

  // In a process of its own: the test runner listens for stray errors too.
  test('the suite catches one that throws outside of its promises', async () => {
    const script = `
      const { conformanceCases } = await import(${JSON.stringify(new URL('./conformance-cases.ts', import.meta.url))});
      const { tinyTcp } = await import(${JSON.stringify(module)});
      const create = (endpoint, options) => tinyTcp(endpoint, options, 'throws-outside');
      const [first] = conformanceCases({ protocol: 'tcp', create, module: '' });
      await first.run().then(() => console.log('passed'), (error) => console.log(error.message));
    `;
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script]);
    expect(stdout).toBe('thrown outside of the promise: Error: nobody can catch this\n');
  });

  test('each protocol has its cases, and no two have the same name', () => {
    for (const protocol of ['udp', 'tcp', 'tls', 'https', 'quic'] as const) {
      const cases = conformanceCases({ protocol, create: tinyTcp, module });
      expect(cases.length).toBeGreaterThan(25);
      expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length);
    }
  });
});

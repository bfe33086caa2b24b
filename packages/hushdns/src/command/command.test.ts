import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DnsServer, startServer } from '@hushdns/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from './run.ts';

let server: DnsServer;
let folder: string;
let trusted: string[];

beforeAll(async () => {
  server = await startServer();
  folder = await mkdtemp(join(tmpdir(), 'hushdns-'));
  await writeFile(join(folder, 'ca.pem'), server.ca);
  trusted = ['--ca', join(folder, 'ca.pem')];
});

afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

/** Runs the command as a shell would, and gives what it wrote. */
async function hushdns(...argv: string[]): Promise<{ exitCode: number; stdout: string; stderr: string }> {
  const written = { stdout: '', stderr: '' };
  const exitCode = await run(argv, {
    stdout: { write: (text) => (written.stdout += text) },
    stderr: { write: (text) => (written.stderr += text) },
  });
  return { exitCode, ...written };
}

describe('hushdns', () => {
  it('asks every upstream for every name and type, and shows new and reused connections', async () => {
    const upstreams = Object.values(server.endpoints);
    const flags = upstreams.flatMap((url) => ['-u', url]);
    const { exitCode, stdout } = await hushdns(
      'www.hush.example',
      'A',
      'AAAA',
      'hush.example',
      'MX',
      '--each',
      ...flags,
      ...trusted,
    );
    expect(exitCode).toBe(0);
    for (const protocol of Object.keys(server.endpoints)) {
      const rows = stdout.split('\n').filter((line) => line.includes(` ${protocol} `));
      expect(rows).toHaveLength(3);
      expect(rows[0]).toMatch(/www\.hush\.example\. +A .* 192\.0\.2\.10 +300 s +[\d.]+ ms +new/);
      expect(rows[2]).toMatch(/hush\.example\. +MX .* 10 mail\.hush\.example\. +3600 s +[\d.]+ ms +reused/);
    }
  });

  it('prints JSON, one object a line', async () => {
    const { stdout } = await hushdns('alias.hush.example', '--json', '-u', server.endpoints.tls, ...trusted);
    expect(JSON.parse(stdout)).toMatchObject({
      name: 'alias.hush.example.',
      type: 'A',
      transport: 'tls',
      answers: ['192.0.2.10', '192.0.2.11', '192.0.2.12'],
      canonicalName: 'www.hush.example.',
      ttlSeconds: 300,
      endpoint: server.endpoints.tls,
      connection: 'new',
    });
  });

  it('ends with 1 and the error where a question was not answered, the others nonetheless', async () => {
    const { exitCode, stdout } = await hushdns(
      'nothing.hush.example',
      'www.hush.example',
      '-u',
      server.endpoints.tcp,
    );
    expect(exitCode).toBe(1);
    expect(stdout).toContain('ENOTFOUND: nothing.hush.example. A: no such name');
    expect(stdout).toContain('192.0.2.10');
  });

  it('does not trust a server under an authority that was not given', async () => {
    const { exitCode, stdout } = await hushdns('www.hush.example', '-u', server.endpoints.quic, '-t', '3000');
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(
      /ETRANSPORT: www\.hush\.example\. A: quic:\/\/127\.0\.0\.1:\d+: connect: .*[Ii]ssuer/,
    );
  });

  it.each([
    [['www.hush.example'], 'no upstream given'],
    [['-u', 'h3://192.0.2.1', 'a.example'], 'a scheme that is not known'],
    [['-u', 'tls://192.0.2.1', '--ca', '/nowhere/ca.pem', 'a.example'], 'ENOENT'],
    [['-u', 'tls://192.0.2.1', '-t', 'soon', 'a.example'], 'positive number of milliseconds'],
    [['-u', 'tls://192.0.2.1', '-u', '192.0.2.1', 'a.example'], 'dangerAllowPlaintext'],
    [['-u', 'tls://192.0.2.1'], "missing required argument 'question'"],
    [['--wat'], "unknown option '--wat'"],
  ])('ends with 2 for %j', async (argv, why) => {
    const { exitCode, stdout, stderr } = await hushdns(...argv);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain(why);
  });

  it('shows help and version', async () => {
    const help = await hushdns('--help');
    expect([help.exitCode, help.stdout]).toEqual([0, expect.stringContaining('Usage: hushdns')]);
    const version = await hushdns('--version');
    expect([version.exitCode, version.stdout]).toEqual([0, expect.stringMatching(/^\d+\.\d+\.\d+\n$/)]);
  });
});

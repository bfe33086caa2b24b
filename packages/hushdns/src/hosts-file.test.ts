import { mkdtemp, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { VirtualClock } from '@hushdns/core/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createResolver } from './create-resolver.ts';
import { hostsFile, systemHostsPath } from './hosts-file.ts';

describe('a hosts file', () => {
  let folder: string;
  let path: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hushdns-hosts-'));
    path = join(folder, 'hosts');
  });
  afterEach(() => rm(folder, { recursive: true }));

  const entries = (hosts: () => unknown): unknown => Object.fromEntries(hosts() as Map<string, string[]>);

  it('is read again where it changed, and looked at every five seconds at most', async () => {
    const clock = new VirtualClock();
    await writeFile(path, '192.0.2.1 a');
    const hosts = hostsFile(path, clock);
    const first = hosts();
    await writeFile(path, '192.0.2.2 longer-name');
    await clock.advance(4_999);
    expect(hosts()).toBe(first);
    await clock.advance(1);
    expect(entries(hosts)).toEqual({ 'longer-name': ['192.0.2.2'] });
    const second = hosts();
    await clock.advance(5_000);
    expect(hosts()).toBe(second);
  });

  it('is read again where another of the same size takes its place', async () => {
    const clock = new VirtualClock();
    const time = new Date();
    await writeFile(path, '192.0.2.1 a');
    await utimes(path, time, time);
    const hosts = hostsFile(path, clock);
    await writeFile(`${path}.new`, '192.0.2.2 a');
    await utimes(`${path}.new`, time, time);
    await rename(`${path}.new`, path);
    await clock.advance(5_000);
    expect(entries(hosts)).toEqual({ a: ['192.0.2.2'] });
  });

  it('that is not there has no entries, until it is', async () => {
    const clock = new VirtualClock();
    const hosts = hostsFile(path, clock);
    expect(entries(hosts)).toEqual({});
    await writeFile(path, '192.0.2.1 a');
    await clock.advance(5_000);
    expect(entries(hosts)).toEqual({ a: ['192.0.2.1'] });
    await rm(path);
    await clock.advance(5_000);
    expect(entries(hosts)).toEqual({});
  });

  it('that cannot be read is an error at first, and stays as it was later on', async () => {
    expect(() => hostsFile(folder, new VirtualClock())).toThrow('EISDIR');
    const clock = new VirtualClock();
    await writeFile(path, '192.0.2.1 a');
    const hosts = hostsFile(path, clock);
    await rm(path);
    await rename(await mkdtemp(join(folder, 'other-')), path);
    await clock.advance(5_000);
    expect(entries(hosts)).toEqual({ a: ['192.0.2.1'] });
  });
});

describe('systemHostsPath', () => {
  it('is where each system has it', () => {
    expect(systemHostsPath('linux')).toBe('/etc/hosts');
    expect(systemHostsPath('win32', 'D:\\Windows')).toBe('D:\\Windows\\System32\\drivers\\etc\\hosts');
  });
});

describe("createResolver with hosts: 'system'", () => {
  it("answers from the system's file", async () => {
    const entries = hostsFile(systemHostsPath(), new VirtualClock())() as Map<string, string[]>;
    await using resolver = createResolver({ upstream: 'tls://192.0.2.1', hosts: 'system' });
    const own = [...entries].filter(([name]) => !/(^|[.])localhost$/.test(name));
    const found = await Promise.all(own.map(([name]) => resolver.lookup(name, { order: 'verbatim' })));
    expect(found.map(({ addresses }) => addresses.map(({ address }) => address).toSorted())).toEqual(
      own.map(([, addresses]) => addresses.toSorted()),
    );
    expect((await resolver.resolve('localhost')).source).toMatchObject({ kind: 'local', rule: 'localhost' });
  });

  it('refuses an option that there is not', () => {
    const options = { upstream: 'tls://192.0.2.1', timeout: 5 };
    expect(() => createResolver(options)).toThrow(
      'createResolver: there is no option "timeout": did you mean timeoutMs?',
    );
  });
});

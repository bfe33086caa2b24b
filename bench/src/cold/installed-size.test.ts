import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { installedSize } from './installed-size.ts';

describe('installedSize', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'installed-size-'));
    install('one', { dependencies: { two: '1' }, peerDependencies: { three: '1', four: '1' } });
    install('two', { dependencies: { three: '1' }, optionalDependencies: { 'for-another-machine': '1' } });
    install('three', { dependencies: { one: '1' } });
    install('broken', { dependencies: { absent: '1' } });
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  function install(name: string, manifest: object): void {
    const path = join(folder, 'node_modules', name);
    mkdirSync(join(path, 'lib'), { recursive: true });
    const optional = { peerDependenciesMeta: { four: { optional: true } } };
    writeFileSync(join(path, 'package.json'), JSON.stringify({ version: '1.0.0', ...manifest, ...optional }));
    writeFileSync(join(path, 'lib/code.js'), Buffer.alloc(10 << 10));
  }

  it('counts each package of the tree once, with needed peers', () => {
    const { packages, ownKiB, treeKiB } = installedSize('one', folder);
    expect(packages).toBe(3);
    expect(ownKiB).toBeCloseTo(10, 0);
    expect(treeKiB).toBeGreaterThan(3 * 10);
  });

  it('says what is missing', () => {
    expect(() => installedSize('broken', folder)).toThrow('absent is not installed');
  });
});

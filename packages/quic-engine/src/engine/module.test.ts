import { execFileSync, spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';

const PACKAGE = fileURLToPath(new URL('../..', import.meta.url));

/** What the checksums are about, to be changed at will. */
function copyOfPackage(): string {
  const copy = mkdtempSync(join(tmpdir(), 'quic-engine-'));
  onTestFinished(() => {
    rmSync(copy, { recursive: true });
  });
  for (const part of ['crate', 'scripts', 'wasm', 'THIRD-PARTY-LICENSES']) {
    cpSync(join(PACKAGE, part), join(copy, part), { recursive: true });
  }
  return copy;
}

function verify(folder: string): { status: number | null; stderr: string } {
  const script = join(folder, 'scripts/verify.mjs');
  return spawnSync(process.execPath, [script, '--checksum-only'], { encoding: 'utf8' });
}

test('the committed module, its licences and its sources are those of the last build', () => {
  const script = join(PACKAGE, 'scripts/verify.mjs');
  const output = execFileSync(process.execPath, [script, '--checksum-only'], { encoding: 'utf8' });
  expect(output).toMatch(/^\d+ files are as at the last build\n$/);
});

test.each([
  'crate/src/engine.rs',
  'crate/Cargo.lock',
  'scripts/compile.mjs',
  'wasm/toolchain.txt',
  'wasm/quic-engine.wasm',
  'THIRD-PARTY-LICENSES',
])('a change of %s without a build is noticed', (file) => {
  const copy = copyOfPackage();
  appendFileSync(join(copy, file), '\n');
  const { status, stderr } = verify(copy);
  expect(status).toBe(1);
  expect(stderr.trim().split('\n').slice(1)).toEqual([file]);
});

test('a source that came or went without a build is noticed', () => {
  const copy = copyOfPackage();
  writeFileSync(join(copy, 'crate/src/new.rs'), '');
  rmSync(join(copy, 'crate/src/stream.rs'));
  const { status, stderr } = verify(copy);
  expect(status).toBe(1);
  expect(stderr).toContain('crate/src/new.rs');
  expect(stderr).toContain('crate/src/stream.rs');
});

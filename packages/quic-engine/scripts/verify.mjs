// pnpm engine:verify [--checksum-only]: rebuilds the module and compares it with the committed one.
// `--checksum-only` compares the committed module with its committed checksum and builds nothing.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import * as paths from './paths.mjs';

const expected = readFileSync(paths.checksum, 'utf8').split(' ')[0];
compare('the committed module', readFileSync(paths.wasm));

if (!process.argv.includes('--checksum-only')) {
  const { compile } = await import('./compile.mjs');
  const { bytes, versions } = compile();
  if (versions !== readFileSync(paths.toolchain, 'utf8')) {
    console.error(`The toolchain differs from wasm/toolchain.txt, so the result may too:\n${versions}`);
  }
  compare('the rebuilt module', bytes);
}

function compare(what, bytes) {
  const actual = createHash('sha256').update(bytes).digest('hex');
  if (actual !== expected) {
    console.error(`${what} has sha256 ${actual}, expected ${expected}`);
    process.exit(1);
  }
  console.log(`${what} has the expected sha256 ${expected}`);
}

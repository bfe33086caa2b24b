// pnpm engine:verify [--checksum-only]: rebuilds the module and its licences and compares them with the committed ones.
// Before that, and with `--checksum-only` nothing else, it compares the committed files with wasm/SHA256SUMS: a crate
// that was changed without a build differs there.
import { readFileSync } from 'node:fs';
import { checksums, sha256 } from './checksums.mjs';
import * as paths from './paths.mjs';

const committed = readFileSync(paths.checksumFile, 'utf8');
const differing = differences(committed, checksums());
if (differing.length > 0) {
  console.error(`not as at the last \`pnpm engine:build\`, says wasm/SHA256SUMS:\n${differing.join('\n')}`);
  process.exit(1);
}
console.log(`${lines(committed).length} files are as at the last build`);

if (!process.argv.includes('--checksum-only')) {
  const { compile } = await import('./compile.mjs');
  const { gatherLicences } = await import('./licences.mjs');
  const { bytes, versions, vendor } = compile();
  if (versions !== readFileSync(paths.toolchain, 'utf8')) {
    console.error(`The toolchain differs from wasm/toolchain.txt, so the result may too:\n${versions}`);
  }
  compare('the rebuilt module', bytes, readFileSync(paths.wasm));
  compare('THIRD-PARTY-LICENSES', Buffer.from(gatherLicences(vendor)), readFileSync(paths.licences));
}

function compare(what, rebuilt, expected) {
  if (!rebuilt.equals(expected)) {
    console.error(`${what} has sha256 ${sha256(rebuilt)}, expected ${sha256(expected)}`);
    process.exitCode = 1;
    return;
  }
  console.log(`${what} has the expected sha256 ${sha256(expected)}`);
}

/** Names of files that changed, came or went. */
function differences(before, now) {
  const [old, current] = [new Set(lines(before)), new Set(lines(now))];
  const odd = [...old, ...current].filter((line) => !old.has(line) || !current.has(line));
  return [...new Set(odd.map((line) => line.split('  ')[1]))];
}

function lines(text) {
  return text.split('\n').filter(Boolean);
}

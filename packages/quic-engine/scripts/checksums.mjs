// wasm/SHA256SUMS: the checksums of what the module was built from and of what the build wrote.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import * as paths from './paths.mjs';

/** These check, and decide nothing about the module. */
const NO_SOURCES = new Set(['checksums.mjs', 'verify.mjs']);

/** The text of SHA256SUMS for the files as they are: crate, build scripts, toolchain's versions, module, licences. */
export function checksums() {
  const scripts = readdirSync(paths.scripts).filter((name) => !NO_SOURCES.has(name));
  return [
    ...crateFiles(),
    ...scripts.map((name) => join(paths.scripts, name)),
    paths.toolchain,
    paths.wasm,
    paths.licences,
  ]
    .map((file) => ({
      name: relative(paths.root, file).replaceAll(sep, '/'),
      hash: sha256(readFileSync(file)),
    }))
    .toSorted((left, right) => (left.name < right.name ? -1 : 1))
    .map(({ name, hash }) => `${hash}  ${name}\n`)
    .join('');
}

export function sha256(bytes) {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Whether a path of the crate belongs to it: cargo, when run in place, leaves its `target` there. */
export function isCrateFile(path) {
  return !relative(paths.crate, path).split(sep).includes('target');
}

function crateFiles() {
  return readdirSync(paths.crate, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter(isCrateFile);
}

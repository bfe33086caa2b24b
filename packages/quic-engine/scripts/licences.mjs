// Gathers the licence texts of the crates that are compiled into the module.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInTree } from './debian-tree.mjs';

const LICENCE_FILE = /^(licen[cs]e|copying|copyright|notice|unlicense)/i;
const RULE = '='.repeat(100);

/** The text of THIRD-PARTY-LICENSES, each crate with its version, its SPDX expression and its files. */
export function gatherLicences(vendor) {
  const sections = compiledCrates().map(({ name, version, licence }) => {
    const folder = join(vendor, `${name}-${version}`);
    const texts = licenceFiles(folder).map(
      (file) => `--- ${file} ---\n\n${tidy(readFileSync(join(folder, file), 'utf8'))}`,
    );
    if (texts.length === 0) throw new Error(`${name} ${version} carries no licence file`);
    return [RULE, `${name} ${version} (${licence})`, RULE, ...texts].join('\n\n');
  });
  const head =
    'wasm/quic-engine.wasm contains code from the Rust crates below and from the Rust standard library\n' +
    '(MIT OR Apache-2.0, https://www.rust-lang.org) and wasi-libc (MIT and others, https://github.com/WebAssembly/wasi-libc).\n' +
    'Made by `pnpm engine:build`; not edited by hand.';
  return `${[head, ...sections].join('\n\n')}\n`;
}

/** What is linked in: normal dependencies for the target, without procedural macros and build scripts' own. */
function compiledCrates() {
  const lines = runInTree(
    "cd /build/crate && cargo tree --frozen --target wasm32-wasip1 --edges no-build,no-dev,no-proc-macro --prefix none --format '{p}|{l}'",
    { CARGO_HOME: '/build/cargo-home' },
  );
  const crates = new Map();
  for (const line of lines.split('\n').filter(Boolean)) {
    const [, name, version, licence] = /^(\S+) v(\S+)[^|]*\|(.*?)(?: \(\*\))?$/.exec(line) ?? [];
    if (name !== undefined && name !== 'quic-engine')
      crates.set(`${name} ${version}`, { name, version, licence });
  }
  return [...crates.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function licenceFiles(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && LICENCE_FILE.test(entry.name))
    .map((entry) => entry.name)
    .sort();
}

function tidy(text) {
  return text
    .replaceAll('\r\n', '\n')
    .replaceAll('\f', '')
    .replace(/[ \t]+$/gm, '')
    .trim();
}

// Gathers the licence texts of what is compiled into the module.
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { runInTree, tree } from './debian-tree.mjs';

const LICENCE_FILE = /^(licen[cs]e|copying|copyright|notice|unlicense)(?!.*\.(rs|c|h)$)/i;
const RULE = '='.repeat(100);
const HEAD = `What wasm/quic-engine.wasm contains besides this project's own code (see LICENSE), with its licences.
Made by \`pnpm engine:build\`; not edited by hand.`;

/** The text of THIRD-PARTY-LICENSES: the crates, each with its files, then the two libraries of the toolchain, by Debian's account of them. */
export function gatherLicences(vendor) {
  const crates = compiledCrates().map(({ name, version, licence }) => {
    const folder = join(vendor, `${name}-${version}`);
    const files = licenceFiles(folder);
    if (files.length === 0) throw new Error(`${name} ${version} carries no licence file`);
    const texts = files.map((file) => ({ file, text: tidy(readFileSync(join(folder, file), 'utf8')) }));
    return { title: `${name} ${version} (${licence})`, texts };
  });
  const libraries = [
    debianCopyright('Rust standard library and the crates it is made of', 'libstd-rust-dev-wasm32'),
    debianCopyright('wasi-libc, with musl', 'wasi-libc'),
  ];
  return `${[HEAD, ...withoutRepetition([...crates, ...libraries])].join('\n\n')}\n`;
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
  return [...crates.keys()].toSorted((a, b) => (a < b ? -1 : 1)).map((key) => crates.get(key));
}

/** Debian's file for the standard library covers all of rustc's sources; that is more than is linked in, never less. */
function debianCopyright(title, name) {
  const file = join(tree, 'usr/share/doc', name, 'copyright');
  return { title, texts: [{ file: 'copyright', text: tidy(readFileSync(file, 'utf8')) }] };
}

/** Prints a text where it first occurs; many crates carry the same one. */
function withoutRepetition(sections) {
  const printedIn = new Map();
  return sections.map(({ title, texts }) => {
    const parts = texts.map(({ file, text }) => {
      const earlier = printedIn.get(text);
      if (earlier !== undefined) return `--- ${file}: the same text as under ${earlier} ---`;
      printedIn.set(text, `${title}, ${file}`);
      return `--- ${file} ---\n\n${text}`;
    });
    return [RULE, title, RULE, ...parts].join('\n\n');
  });
}

/** Also those below the root, of sources that a crate took from others. */
function licenceFiles(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && LICENCE_FILE.test(entry.name))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .toSorted();
}

function tidy(text) {
  return text
    .replaceAll('\r\n', '\n')
    .replaceAll('\f', '')
    .replace(/[ \t]+$/gm, '')
    .trim();
}

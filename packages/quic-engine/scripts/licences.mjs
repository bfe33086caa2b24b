// Gathers the licence texts of what is compiled into the module.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInTree, tree } from './debian-tree.mjs';

const LICENCE_FILE = /^(licen[cs]e|copying|copyright|notice|unlicense)/i;
const RULE = '='.repeat(100);
const HEAD = `What wasm/quic-engine.wasm contains besides this project's own code (see LICENSE), with its licences.
Made by \`pnpm engine:build\`; not edited by hand.`;

/** The text of THIRD-PARTY-LICENSES: the crates, each with its files, then the two libraries of the toolchain. */
export function gatherLicences(vendor) {
  const crates = compiledCrates().map(({ name, version, licence }) => {
    const folder = join(vendor, `${name}-${version}`);
    const files = licenceFiles(folder);
    if (files.length === 0) throw new Error(`${name} ${version} carries no licence file`);
    const texts = files.map((file) => ({ file, text: tidy(readFileSync(join(folder, file), 'utf8')) }));
    return { title: `${name} ${version} (${licence})`, texts };
  });
  const sections = [...crates, rustLibrary(), wasiLibc()];
  return `${[HEAD, ...withoutRepetition(sections)].join('\n\n')}\n`;
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

/** The standard library and the crates it is made of (hashbrown, dlmalloc, compiler-builtins and others). */
function rustLibrary() {
  const notice = 'Copyright (c) The Rust Project Contributors';
  const repository = 'https://github.com/rust-lang/rust';
  const text = `${notice}\n${repository}\n\nUsed under the Apache License, Version 2.0, as printed above.`;
  return { title: 'Rust standard library (MIT OR Apache-2.0)', texts: [{ file: 'notice', text }] };
}

function wasiLibc() {
  const file = join(tree, 'usr/share/doc/wasi-libc/copyright');
  return {
    title: 'wasi-libc, with musl',
    texts: [{ file: 'copyright', text: tidy(readFileSync(file, 'utf8')) }],
  };
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

function licenceFiles(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && LICENCE_FILE.test(entry.name))
    .map((entry) => entry.name)
    .toSorted();
}

function tidy(text) {
  return text
    .replaceAll('\r\n', '\n')
    .replaceAll('\f', '')
    .replace(/[ \t]+$/gm, '')
    .trim();
}

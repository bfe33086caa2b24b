// pnpm engine:build [--fresh]: compiles the crate and writes wasm/ and THIRD-PARTY-LICENSES.
// `--fresh` makes the Debian tree anew and so takes the newest toolchain.
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { compile } from './compile.mjs';
import { gatherLicences } from './licences.mjs';
import * as paths from './paths.mjs';

const { bytes, versions, vendor } = compile({ fresh: process.argv.includes('--fresh') });
const sha256 = createHash('sha256').update(bytes).digest('hex');
mkdirSync(dirname(paths.wasm), { recursive: true });
writeFileSync(paths.wasm, bytes);
writeFileSync(paths.checksum, `${sha256}  ${basename(paths.wasm)}\n`);
writeFileSync(paths.toolchain, versions);
writeFileSync(paths.licences, gatherLicences(vendor));
console.log(`${basename(paths.wasm)}: ${bytes.length} bytes, sha256 ${sha256}`);

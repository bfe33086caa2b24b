// pnpm engine:build [--fresh]: compiles the crate and writes wasm/ and THIRD-PARTY-LICENSES.
// `--fresh` makes the Debian tree anew and so takes the newest toolchain.
import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { checksums, sha256 } from './checksums.mjs';
import { compile } from './compile.mjs';
import { gatherLicences } from './licences.mjs';
import * as paths from './paths.mjs';

const { bytes, versions, vendor } = compile({ fresh: process.argv.includes('--fresh') });
mkdirSync(dirname(paths.wasm), { recursive: true });
writeFileSync(paths.wasm, bytes);
writeFileSync(paths.toolchain, versions);
writeFileSync(paths.licences, gatherLicences(vendor));
writeFileSync(paths.checksumFile, checksums());
console.log(`${basename(paths.wasm)}: ${bytes.length} bytes, sha256 ${sha256(bytes)}`);

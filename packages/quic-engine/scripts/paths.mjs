// Where things lie. The cache is git-ignored and can be deleted at any time.
import { fileURLToPath } from 'node:url';

const fromPackage = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));

export const root = fromPackage('');
export const crate = fromPackage('crate');
export const scripts = fromPackage('scripts');
export const wasm = fromPackage('wasm/quic-engine.wasm');
export const toolchain = fromPackage('wasm/toolchain.txt');
export const checksumFile = fromPackage('wasm/SHA256SUMS');
export const licences = fromPackage('THIRD-PARTY-LICENSES');
export const cache = fromPackage('../../.cache/quic-engine');

// The compiled module: read and compiled at first use, once per process.
import { readFile } from 'node:fs/promises';

const WASM_FILE = new URL('../../wasm/quic-engine.wasm', import.meta.url);

let compiled: Promise<WebAssembly.Module> | undefined;

export function engineModule(): Promise<WebAssembly.Module> {
  compiled ??= compile().catch((error: unknown) => {
    compiled = undefined;
    throw error;
  });
  return compiled;
}

async function compile(): Promise<WebAssembly.Module> {
  return WebAssembly.compile(await readFile(WASM_FILE));
}

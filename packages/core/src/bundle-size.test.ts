import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';

/** What a browser loads for the codec, in octets after minification and gzip. */
const MAX_WIRE_OCTETS = 14_000;
/** All of wire, types, presentation, zone, json and text. */
const MAX_FULL_CODEC_OCTETS = 40_000;

const WIRE = `export * from './wire.ts';`;
const FULL_CODEC = `
  export * from './wire.ts';
  export * as types from './types.ts';
  export * as presentation from './presentation/index.ts';
  export * as zone from './zone/index.ts';
  export * as json from './json/index.ts';
  export * as text from './text/index.ts';
`;

describe('bundles for browsers', () => {
  it.each([
    ['@hushdns/core/wire', WIRE, MAX_WIRE_OCTETS],
    ['the full codec', FULL_CODEC, MAX_FULL_CODEC_OCTETS],
  ])('%s stays within its limit', async (what, entry, maximum) => {
    const octets = gzipSync(await bundle(entry), { level: 9 }).length;
    console.info(`${what}: ${octets} of ${maximum} octets, minified and gzipped`);
    expect(octets).toBeLessThanOrEqual(maximum);
  });

  it('hold no types and no text that they do not use', async () => {
    const decode = await bundle(`export { decodeMessage } from './wire.ts';`);
    expect(wordsIn(decode, ['HTTPS', 'NAPTR', 'TLSA', 'takes no value', 'hexadecimal', 'base64'])).toEqual([
      'HTTPS',
    ]);
  });

  it('hold the types that are registered and no other', async () => {
    const some = await bundle(`
      import { commonTypes, decodeMessage } from './wire.ts';
      import { NAPTR } from './types.ts';
      const types = commonTypes.with({ NAPTR });
      export const decode = (bytes: Uint8Array) => decodeMessage(bytes, { types });
    `);
    expect(wordsIn(some, ['HTTPS', 'NAPTR', 'TLSA', 'RRSIG', 'hexadecimal'])).toEqual(['HTTPS', 'NAPTR']);
  });
});

function wordsIn(text: string, words: readonly string[]): string[] {
  return words.filter((word) => text.includes(word));
}

async function bundle(contents: string): Promise<string> {
  const resolveDir = fileURLToPath(new URL('.', import.meta.url));
  const { outputFiles } = await build({
    stdin: { contents, resolveDir, loader: 'ts' },
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
  });
  return outputFiles[0]?.text ?? '';
}

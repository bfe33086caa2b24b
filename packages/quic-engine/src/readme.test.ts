import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { connect, listen } from './index.ts';
import { mintAuthority, mintLeaf } from './testing/certificates.ts';

/** A function whose body may await. */
const AsyncFunction = (async () => {}).constructor as new (
  ...parts: string[]
) => (...values: unknown[]) => Promise<void>;

test('the snippet in README.md runs as it stands', async () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  const [, snippet = ''] = /```ts\nimport [^\n]*\n([\s\S]*?)```/.exec(readme) ?? [];
  const authority = await mintAuthority('readme');
  const { chain, privateKey } = await mintLeaf(authority, { dns: ['localhost'] });
  const printed: string[] = [];
  const log = (line: string): void => void printed.push(line);
  const given = { connect, listen, certificateChain: chain, privateKey, ca: authority.pem, console: { log } };
  await new AsyncFunction(...Object.keys(given), snippet)(...Object.values(given));
  expect(printed).toEqual(['hello']);
});

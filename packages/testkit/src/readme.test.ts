import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const snippets = Array.from(readme.matchAll(/```js\n([^]*?)```/g), ([, code]) => code ?? '');
const tinyTcp = new URL('./conformance/testing/tiny-tcp.ts', import.meta.url).href;

/** Runs as a user would run it: with Node, against the built package. */
async function run(code: string): Promise<string> {
  const cwd = new URL('..', import.meta.url);
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', code], {
    cwd,
  });
  return stdout;
}

function snippetWith(word: string): string {
  const found = snippets.find((code) => code.includes(word));
  if (found === undefined) throw new Error(`no snippet of the README has ${word}`);
  return found;
}

/** What the comments behind `console.log` say that it prints. */
function promised(code: string): string {
  return Array.from(code.matchAll(/^console\.log\(.*\); \/\/ (.*)$/gm), ([, text]) => `${text}\n`).join('');
}

describe('README', () => {
  test.for([['startServer({'], ['certificateAuthority()']])(
    'the snippet with %s does what it says',
    async ([word]) => {
      const code = snippetWith(word ?? '');
      expect(promised(code)).not.toBe('');
      expect(await run(code)).toBe(promised(code));
    },
  );

  test('the snippet with conformanceCases proves a transport', { timeout: 30_000 }, async () => {
    const code = snippetWith('conformanceCases')
      .replace("'./my-transport.js';", `'${tinyTcp}';`)
      .replace("new URL('./my-transport.js', import.meta.url)", `'${tinyTcp}'`);
    const output = await run(code);
    expect(output).toMatch(/^. pass \d\d/m);
    expect(output).toMatch(/^. fail 0$/m);
  });
});

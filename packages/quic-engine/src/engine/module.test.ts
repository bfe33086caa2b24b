import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

test('the committed module is the one whose checksum is committed', () => {
  const verify = fileURLToPath(new URL('../../scripts/verify.mjs', import.meta.url));
  const output = execFileSync(process.execPath, [verify, '--checksum-only'], { encoding: 'utf8' });
  expect(output).toContain('the committed module has the expected sha256');
});

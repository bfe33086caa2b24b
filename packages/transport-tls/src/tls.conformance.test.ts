import { conformanceCases } from '@hushdns/testkit';
import { describe, expect, it } from 'vitest';
import { tls } from './tls.ts';

/** What the cases that need a process of their own import there. */
const module = `data:text/javascript,export { tls as create } from '${new URL('./tls.ts', import.meta.url).href}';`;

describe('tls() keeps the Transport contract', () => {
  it.each(
    conformanceCases({ protocol: 'tls', create: tls, module }).map(({ name, run }) => [name, run] as const),
  )('%s', async (_name, run) => {
    await expect(run()).resolves.toBeUndefined();
  });
});

import { conformanceCases } from '@hushdns/testkit';
import { describe, expect, it } from 'vitest';
import { tcp } from './tcp.ts';

/** What the cases that need a process of their own import there. */
const module = `data:text/javascript,export { tcp as create } from '${new URL('./tcp.ts', import.meta.url).href}';`;

describe('tcp() keeps the Transport contract', () => {
  it.each(
    conformanceCases({ protocol: 'tcp', create: tcp, module }).map(({ name, run }) => [name, run] as const),
  )('%s', async (_name, run) => {
    await expect(run()).resolves.toBeUndefined();
  });
});

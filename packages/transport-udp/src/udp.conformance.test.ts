import { conformanceCases } from '@hushdns/testkit';
import { describe, expect, it } from 'vitest';
import { udp } from './udp.ts';

/** What the cases that need a process of their own import there. */
const module = `data:text/javascript,export { udp as create } from '${new URL('./udp.ts', import.meta.url).href}';`;

describe('udp() keeps the Transport contract', () => {
  it.each(
    conformanceCases({ protocol: 'udp', create: udp, module }).map(({ name, run }) => [name, run] as const),
  )('%s', async (_name, run) => {
    await expect(run()).resolves.toBeUndefined();
  });
});

import { conformanceCases } from '@hushdns/testkit';
import { describe, expect, it } from 'vitest';
import { quic } from './quic.ts';

/** What the cases that need a process of their own import there. */
const module = `data:text/javascript,export { quic as create } from '${new URL('./quic.ts', import.meta.url).href}';`;

/** A burst that finds no connection opens all four, since each may carry only a few queries at first. */
const harness = { protocol: 'quic', create: quic, module, maxConnections: 4 } as const;

describe('quic() keeps the Transport contract', () => {
  it.each(conformanceCases(harness).map(({ name, run }) => [name, run] as const))(
    '%s',
    async (_name, run) => {
      await expect(run()).resolves.toBeUndefined();
    },
  );
});

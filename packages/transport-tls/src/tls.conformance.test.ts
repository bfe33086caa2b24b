import { conformanceCases } from '@hushdns/testkit';
import { describe, it } from 'vitest';
import { tls } from './tls.ts';

/** What the cases that need a process of their own import there. */
const module = `data:text/javascript,export { tls as create } from '${new URL('./tls.ts', import.meta.url).href}';`;

describe('tls() keeps the Transport contract', () => {
  for (const { name, section, run } of conformanceCases({ protocol: 'tls', create: tls, module })) {
    it(section === undefined ? name : `${name} (${section})`, run);
  }
});

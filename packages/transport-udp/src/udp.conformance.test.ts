import { conformanceCases } from '@hushdns/testkit';
import { describe, it } from 'vitest';
import { udp } from './udp.ts';

/** What the cases that need a process of their own import there. */
const module = `data:text/javascript,export { udp as create } from '${new URL('./udp.ts', import.meta.url).href}';`;

describe('udp() keeps the Transport contract', () => {
  for (const { name, section, run } of conformanceCases({ protocol: 'udp', create: udp, module })) {
    it(section === undefined ? name : `${name} (${section})`, run);
  }
});

import { conformanceCases } from '@hushdns/testkit';
import { tls, type TlsOptions } from '@hushdns/transport-tls';
import { describe, expect, it } from 'vitest';
import { COMBINATIONS } from './testing/combinations.ts';

describe.each(Object.entries(COMBINATIONS))('%s keeps the Transport contract', (name, combine) => {
  const create = (endpoint: string, options: TlsOptions) => combine(tls(endpoint, options));
  /** What the cases that need a process of their own import there. */
  const module = `data:text/javascript,
    import { tls } from '${import.meta.resolve('@hushdns/transport-tls')}';
    import { COMBINATIONS } from '${new URL('./testing/combinations.ts', import.meta.url).href}';
    export const create = (endpoint, options) => COMBINATIONS['${name}'](tls(endpoint, options));`;
  const cases = conformanceCases({ protocol: 'tls', create, module });
  it.each(cases.map(({ name, run }) => [name, run] as const))('%s', async (_name, run) => {
    await expect(run()).resolves.toBeUndefined();
  });
});

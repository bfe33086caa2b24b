import { describe, expect, it } from 'vitest';
import { bulkNames, nameList } from './bulk-names.ts';

describe('bulkNames', () => {
  const list = { source: 'a test', names: ['a.example', 'b.example'] };

  it('has the list first, then the list under labels', () => {
    expect([...bulkNames(5, list)]).toEqual([
      'a.example',
      'b.example',
      'w1.a.example',
      'w1.b.example',
      'w2.a.example',
    ]);
  });

  it('makes up 20,000 different names where the lists are absent, and says so', () => {
    const { source, names } = nameList('/nowhere');
    expect(source).toContain('absent');
    expect(new Set(names).size).toBe(20_000);
  });
});

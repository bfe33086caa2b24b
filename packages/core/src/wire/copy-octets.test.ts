import { describe, expect, it } from 'vitest';
import { copyOctets } from './copy-octets.ts';

describe('copyOctets', () => {
  it.each([0, 1, 64, 65, 1232, 5000, 65_535])('copies %i octets into memory of their own', (length) => {
    const bytes = Uint8Array.from({ length: 65_535 }, (_, at) => at % 251);
    const copy = copyOctets(bytes, length);
    expect(copy.constructor).toBe(Uint8Array);
    const expected = bytes.slice(0, length);
    bytes.fill(0xff);
    copyOctets(bytes, length);
    expect(copy).toEqual(expected);
  });
});

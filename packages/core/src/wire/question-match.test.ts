import { describe, expect, it } from 'vitest';
import { WireError } from '../errors/index.ts';
import { isReplyTo } from './question-match.ts';

/** A message with one question of type and class 1. */
function message(id: number, bits: number, name: string, type = 1): Uint8Array {
  const labels = name.split('.').flatMap((label) => [label.length, ...Buffer.from(label)]);
  return Uint8Array.of(
    id >> 8,
    id & 0xff,
    bits >> 8,
    bits & 0xff,
    0,
    1,
    0,
    0,
    0,
    0,
    0,
    0,
    ...labels,
    0,
    0,
    type,
    0,
    1,
  );
}

const QUERY = message(7, 0x0100, 'Example.com');

describe('isReplyTo (RFC 5452 9.1)', () => {
  it('takes the same question in any case', () => {
    expect(isReplyTo(QUERY, message(7, 0x8180, 'eXAMPLE.COM'))).toBe(true);
  });

  it.each([
    ['another ID', message(8, 0x8180, 'example.com')],
    ['a query', message(7, 0x0100, 'example.com')],
    ['another name', message(7, 0x8180, 'example.net')],
    ['a longer name', message(7, 0x8180, 'www.example.com')],
    ['another type', message(7, 0x8180, 'example.com', 28)],
    ['a type that differs in the bit of ASCII case only', message(7, 0x8180, 'example.com', 33)],
    ['no question with NOERROR', Uint8Array.of(0, 7, 0x81, 0x80, 0, 0, 0, 0, 0, 0, 0, 0)],
  ])('refuses %s', (_what, reply) => {
    expect(isReplyTo(QUERY, reply)).toBe(false);
  });

  it('takes an error without a question', () => {
    expect(isReplyTo(QUERY, Uint8Array.of(0, 7, 0x81, 0x81, 0, 0, 0, 0, 0, 0, 0, 0))).toBe(true);
  });

  it.each([
    ['a cut header', Uint8Array.of(0, 7, 0x81)],
    ['a cut question', message(7, 0x8180, 'example.com').subarray(0, 20)],
    [
      'a pointer in the question',
      Uint8Array.of(0, 7, 0x81, 0x80, 0, 1, 0, 0, 0, 0, 0, 0, 0xc0, 12, 0, 1, 0, 1),
    ],
  ])('throws WireError for %s', (_what, reply) => {
    expect(() => isReplyTo(QUERY, reply)).toThrow(WireError);
  });
});

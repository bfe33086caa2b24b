import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeRdata, encodeRdata, textOf, txtFrom } from '../index.ts';

const lengthsOf = (...texts: [string, ...string[]]): number[] =>
  txtFrom(...texts).strings.map(({ length }) => length);

describe('TXT records from texts, and back (RFC 1035 3.3.14)', () => {
  it('split what is longer than a character-string, also within a character', () => {
    expect(lengthsOf('')).toEqual([0]);
    expect(lengthsOf('x'.repeat(255))).toEqual([255]);
    expect(lengthsOf('x'.repeat(256))).toEqual([255, 1]);
    expect(lengthsOf(`x${'é'.repeat(255)}`)).toEqual([255, 255, 1]);
    expect(textOf(txtFrom('é'.repeat(1000)))).toBe('é'.repeat(1000));
  });

  it('begin a string with each text (RFC 6763 6.1)', () => {
    const { strings } = txtFrom('txtvers=1', '', 'path=/ü');
    expect(strings.map((string) => textOf({ strings: [string] }))).toEqual(['txtvers=1', '', 'path=/ü']);
  });

  it('are the same after the wire, whatever the text', () => {
    const anyText = fc.string({ unit: 'binary', maxLength: 600 });
    fc.assert(
      fc.property(anyText, fc.array(anyText, { maxLength: 3 }), (first, more) => {
        const rdata = txtFrom(first, ...more);
        expect(decodeRdata('TXT', encodeRdata('TXT', rdata))).toEqual(rdata);
        expect(textOf(rdata)).toBe([first, ...more].join(''));
      }),
    );
  });

  it.each([undefined, 7, ['a'], new Uint8Array(1)])('are not made of %j, which is no text', (text) => {
    expect(() => txtFrom(text as never)).toThrow(TypeError);
  });
});

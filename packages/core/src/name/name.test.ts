import * as fc from 'fast-check';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { ParseError, WireError } from '../errors/index.ts';
import { Reader, Writer } from '../wire/index.ts';
import { toAscii } from './idna.ts';
import { Name } from './name.ts';
import { readName } from './read-name.ts';
import { writeCompressedName } from './write-name.ts';

/** Names of any octets, up to the longest. */
const anyName = fc
  .array(fc.uint8Array({ minLength: 1, maxLength: 63 }), { maxLength: 12 })
  .map((labels) => labels.flatMap((label) => [label.length, ...label]))
  .filter((octets) => octets.length < 255)
  .map((octets) => readName(new Reader(Uint8Array.of(...octets, 0))));

describe('Name', () => {
  it('refuses what is neither text nor a name', () => {
    for (const wrong of [undefined, null, 5, {}, ['a']] as unknown as string[])
      expect(() => Name.from(wrong)).toThrow(TypeError);
  });

  it('prints and parses back any octets, case kept (RFC 1035 5.1)', () => {
    fc.assert(
      fc.property(anyName, (name) => {
        expect(Name.from(name.toString()).octets).toEqual(name.octets);
      }),
    );
  });

  it.each([
    ['a\\.b.example', 'a\\.b.example.'],
    ['\\065.example.', 'A.example.'],
    ['\\000\\255', '\\000\\255.'],
    ['.', '.'],
    ['a@b', 'a\\@b.'],
  ])('reads %s as %s', (text, printed) => {
    expect(Name.from(text).toString()).toBe(printed);
  });

  it.each([
    '',
    '..',
    'a..b',
    '.a',
    'a\\',
    'a\\25',
    'a\\256',
    `${'x'.repeat(64)}.example`,
    Array(129).fill('a').join('.'),
    'bücher.example',
  ])('refuses %j with ParseError', (text) => {
    expect(() => Name.from(text)).toThrow(ParseError);
  });

  it('takes relative names below the origin, absolute ones as they are', () => {
    const origin = Name.from('example.');
    expect([Name.from('www', origin), Name.from('www.', origin), Name.from('@', origin)].map(String)).toEqual(
      ['www.example.', 'www.', 'example.'],
    );
    expect(() => Name.from('x'.repeat(63), Name.from(Array(32).fill('abcdef').join('.')))).toThrow(
      'over 255 octets',
    );
  });

  it('compares without ASCII case and only ASCII case (RFC 4343 3)', () => {
    expect(Name.from('ExAmPlE').equals(Name.from('eXaMpLe'))).toBe(true);
    expect(Name.from('\\192').equals(Name.from('\\224'))).toBe(false);
    expect(Name.from('www.EXAMPLE.com').isWithin(Name.from('example.COM'))).toBe(true);
    expect(Name.from('wwwexample.com').isWithin(Name.from('example.com'))).toBe(false);
    expect(Name.from('com').isWithin(Name.from('example.com'))).toBe(false);
  });

  it('shows as its text', () => {
    expect([inspect(Name.from('a.b')), JSON.stringify(Name.root)]).toEqual(['a.b.', '"."']);
  });
});

describe('canonical form and order', () => {
  // The names of RFC 4034 6.1, in its order.
  const ordered = [
    'example.',
    'a.example.',
    'yljkjljk.a.example.',
    'Z.a.example.',
    'zABC.a.EXAMPLE.',
    'z.example.',
    '\\001.z.example.',
    '*.z.example.',
    '\\200.z.example.',
  ];

  it('sorts names as RFC 4034 6.1 shows it', () => {
    const names = ordered.map((text) => Name.from(text));
    const sorted = names.toReversed().toSorted((left, right) => left.compare(right));
    expect(sorted.map(String)).toEqual(ordered);
  });

  it('is an order that agrees with equality (RFC 4034 6.1, RFC 4343 3)', () => {
    fc.assert(
      fc.property(anyName, anyName, anyName, (a, b, c) => {
        expect(Math.sign(a.compare(b))).toBe(-Math.sign(b.compare(a)) + 0);
        expect(a.compare(b) === 0).toBe(a.equals(b));
        expect(a.compare(a.toCanonical())).toBe(0);
        if (a.compare(b) <= 0 && b.compare(c) <= 0) expect(a.compare(c)).toBeLessThanOrEqual(0);
      }),
    );
  });

  it('is lower case (RFC 4034 6.2), ASCII alone', () => {
    expect(Name.from('WwW.\\192x.EXAMPLE').toCanonical().toString()).toBe('www.\\192x.example.');
  });
});

describe('labels', () => {
  it('make names, and names come apart into them', () => {
    fc.assert(
      fc.property(anyName, (name) => {
        const labels = name.labels();
        expect(name.labelCount).toBe(labels.length);
        expect(Name.fromLabels(labels).octets).toEqual(name.octets);
        for (let count = 0; count <= labels.length; count++) {
          const ancestor = name.strip(count);
          expect(ancestor.labelCount).toBe(labels.length - count);
          expect(name.isWithin(ancestor)).toBe(true);
          expect(name.relativeTo(ancestor).concat(ancestor).octets).toEqual(name.octets);
          expect(ancestor.prepend(...labels.slice(0, count)).octets).toEqual(name.octets);
        }
      }),
    );
  });

  it('are left out of a text that is relative to an origin, and read again below it (RFC 1035 5.1)', () => {
    const text = (name: string, origin: string): string => Name.from(name).toRelativeText(Name.from(origin));
    expect(text('www.example.com', 'example.com')).toBe('www');
    expect(text('example.com', 'example.com')).toBe('@');
    expect(text('www.example.com', '.')).toBe('www.example.com');
    expect(text('.', '.')).toBe('@');
    expect(text('www.Example.com', 'example.com')).toBe('www.Example.com.');
    expect(text('www.example.com', 'ample.com')).toBe('www.example.com.');
    expect(text('a\\.example.com', 'example.com')).toBe('a\\.example.com.');
    expect(text('\\@.example.com', 'example.com')).toBe('\\@');
    fc.assert(
      fc.property(anyName, fc.nat(5), anyName, (name, count, other) => {
        for (const origin of [name.strip(count), name.strip(count).toCanonical(), other])
          expect(Name.from(name.toRelativeText(origin), origin).octets).toEqual(name.octets);
      }),
    );
  });

  it('let a DNAME replace the end of a name (RFC 6672 2.3)', () => {
    const name = Name.from('cyc.A.example.com');
    expect(name.relativeTo(Name.from('a.example.COM')).concat(Name.from('net')).toString()).toBe('cyc.net.');
    expect(() => name.relativeTo(Name.from('b.example.com'))).toThrow(RangeError);
    expect(name.strip(9).isRoot).toBe(true);
  });

  it('are refused with RangeError where they make no name (RFC 1035 2.3.4)', () => {
    const long = Name.from(Array(127).fill('a').join('.'));
    expect(() => long.prepend(Uint8Array.of(97))).toThrow(RangeError);
    expect(() => long.concat(Name.from('a'))).toThrow(RangeError);
    expect(() => Name.fromLabels([new Uint8Array(64)])).toThrow(RangeError);
    expect(() => Name.fromLabels([new Uint8Array()])).toThrow(RangeError);
    expect(long.concat(Name.root).octets).toEqual(long.octets);
  });
});

describe('names on the wire', () => {
  it('reads back names written one after the other, compressed (RFC 1035 4.1.4)', () => {
    fc.assert(
      fc.property(fc.array(anyName, { maxLength: 8 }), (names) => {
        const all = names.flatMap((name) => [name, name, name.parent]);
        const writer = new Writer();
        for (const name of all) writeCompressedName(writer, name);
        const reader = new Reader(writer.finish());
        for (const name of all) expect(readName(reader).octets).toEqual(name.octets);
        expect(reader.remaining).toBe(0);
        const uncompressed = all.reduce((sum, name) => sum + name.octets.length, 0);
        if (names.some((name) => !name.isRoot)) expect(writer.offset).toBeLessThan(uncompressed);
      }),
    );
  });

  it.each([
    ['a pointer to itself', [0xc0, 0], 0],
    ['a pointer forwards', [0xc0, 2, 0], 0],
    ['two pointers at each other', [1, 97, 0xc0, 4, 1, 98, 0xc0, 0], 4],
    ['a cut pointer', [0xc0], 0],
    ['a cut label', [5, 97, 98], 0],
    ['no root', [1, 97], 0],
    ['an unknown label type', [0x40, 0], 0],
    ['an extended label type', [0x80, 0], 0],
  ])('throws WireError for %s', (_what, octets, start) => {
    expect(() => readName(new Reader(Uint8Array.from(octets), start))).toThrow(WireError);
  });

  it('refuses a name over 255 octets that pointers put together (RFC 1035 2.3.4)', () => {
    const label = [63, ...new Array<number>(63).fill(97)];
    const bytes = Uint8Array.from([...label, ...label, 0, ...label, ...label, 0xc0, 0]);
    expect(readName(new Reader(bytes)).octets.length).toBe(129);
    expect(() => readName(new Reader(bytes, 129))).toThrow('over 255 octets');
  });
});

describe('toAscii', () => {
  it('turns U-labels into A-labels (UTS 46) and leaves ASCII alone', () => {
    expect(toAscii('bücher.example')).toBe('xn--bcher-kva.example');
    expect(toAscii('_dmarc.Example')).toBe('_dmarc.Example');
    expect(toAscii('１２.bücher。example.')).toBe('12.xn--bcher-kva.example.');
  });

  it('keeps ß and ς, which UTS 46 turns into other letters in its transitional form alone', () => {
    expect(['ß', 'faß.de', 'Königsgäßchen', 'βόλος.com'].map(toAscii)).toEqual([
      'xn--zca',
      'xn--fa-hia.de',
      'xn--knigsgchen-b4a3dun',
      'xn--nxasmm1c.com',
    ]);
  });

  it.each([
    'a\u{ffff}.example',
    'ü@other.example',
    'ü%2eevil.com',
    'ü#x',
    'ü\\.x.com',
    'ü x',
    'ü:1',
    '\u00ad.example',
  ])('refuses %j', (text) => {
    expect(() => toAscii(text)).toThrow(ParseError);
  });
});

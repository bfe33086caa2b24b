import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ParseError, WireError } from '../../errors/index.ts';
import { allTexts, parseRdata, printRdata } from '../../presentation/index.ts';
import { allTypes, decodeRdata, encodeRdata } from '../index.ts';
import type { Loc } from './loc.ts';

const types = { types: allTypes };
const texts = { types: allTexts };
const parse = (text: string): Loc => parseRdata('LOC', text, texts);

describe('LOC records (RFC 1876)', () => {
  it('are in thousandths of a second of arc and in centimetres', () => {
    const loc = parse('42 21 54 N 71 6 18 W -24m 30m');
    expect(loc).toEqual({
      version: 0,
      latitude: ((42 * 60 + 21) * 60 + 54) * 1000,
      longitude: -((71 * 60 + 6) * 60 + 18) * 1000,
      altitude: -2400,
      size: 3000,
      horizPre: 1_000_000,
      vertPre: 1_000,
    });
    expect(Buffer.from(encodeRdata('LOC', loc, types)).toString('hex')).toBe(
      '0033161389172dd070be15f000988d20',
    );
  });

  it.each([
    [
      '42 21 43.952 N 71 5 6.344 W -24.5m 1m 200m',
      '42 21 43.952 N 71 5 6.344 W -24.50m 1.00m 200.00m 10.00m',
    ],
    ['52 14 05 N 00 08 50 E 10m', '52 14 5.000 N 0 8 50.000 E 10.00m'],
    ['0 S 0 W -0', '0 0 0.000 N 0 0 0.000 E 0.00m'],
    ['90 s 180 0 0.000 e -100000', '90 0 0.000 S 180 0 0.000 E -100000.00m'],
    ['0 0 0.001 S 0 59 59.999 W 42849672.95M', '0 0 0.001 S 0 59 59.999 W 42849672.95m'],
    // One digit and a power of ten: the other digits have no place (RFC 1876 A).
    ['1 N 1 E 0 0 0.09 12345.67', '1 0 0.000 N 1 0 0.000 E 0.00m 0.00m 0.09m 10000.00m'],
    ['1 N 1 E 0 99999 9.99 90000000', '1 0 0.000 N 1 0 0.000 E 0.00m 90000.00m 9.00m 90000000.00m'],
    ['1 N 1 E 0 1.00 10000 10', '1 0 0.000 N 1 0 0.000 E 0.00m'],
  ])('read %s as %s (RFC 1876 3)', (text, printed) => {
    expect(printRdata('LOC', parse(text), texts)).toBe(printed);
    expect(parse(printed)).toEqual(parse(text));
    expect(decodeRdata('LOC', encodeRdata('LOC', parse(text), types), types)).toEqual(parse(text));
  });

  it.each([
    '1 N 1 E',
    '1 1 E 0',
    '1 E 1 N 0',
    '42N 71 W 0',
    '-1 N 1 E 0',
    '90 0 0.001 N 1 E 0',
    '1 N 180 0 0.001 E 0',
    '1 60 N 1 E 0',
    '1 1.5 N 1 E 0',
    '1 1 1.0001 N 1 E 0',
    '1 1 1. N 1 E 0',
    '1 N 1 E -100000.01',
    '1 N 1 E 42849672.96',
    '1 N 1 E 0.001',
    '1 N 1 E 0km',
    '1 N 1 E 0 -1',
    '1 N 1 E 0 90000000.01',
    '1 N 1 E 0 1 1 1 1',
  ])('refuse the text %s', (text) => {
    expect(() => parse(text)).toThrow(ParseError);
  });

  it.each([
    ['another version', '01121613800000008000000000989680'],
    ['a size of 10 times 1 cm', '00a01613800000008000000000989680'],
    ['a size of 1 cm times 10 to the power of 10', '001a1613800000008000000000989680'],
    ['a size of 0 times 10 cm', '00011613800000008000000000989680'],
    ['a latitude over 90 degrees', '00121613935000018000000000989680'],
    ['a longitude over 180 degrees', '0012161380000000596000ff00989680'],
    ['15 octets', '001216138000000080000000009896'],
    ['17 octets', '0012161380000000800000000098968000'],
  ])('refuse %s on the wire (RFC 1876 2)', (_what, hex) => {
    expect(() => decodeRdata('LOC', Uint8Array.from(Buffer.from(hex, 'hex')), types)).toThrow(WireError);
  });

  it('are read as they were written, for any place', () => {
    const size = fc.tuple(fc.nat(9), fc.nat(9)).map(([digit, power]) => digit * 10 ** power);
    const locs: fc.Arbitrary<Loc> = fc.record({
      version: fc.constant(0),
      size,
      horizPre: size,
      vertPre: size,
      latitude: fc.integer({ min: -324_000_000, max: 324_000_000 }),
      longitude: fc.integer({ min: -648_000_000, max: 648_000_000 }),
      altitude: fc.integer({ min: -10_000_000, max: 4_284_967_295 }),
    });
    fc.assert(
      fc.property(locs, (loc) => {
        expect(decodeRdata('LOC', encodeRdata('LOC', loc, types), types)).toEqual(loc);
        expect(parse(printRdata('LOC', loc, texts))).toEqual(loc);
      }),
    );
  });

  it.each([
    { version: 1 },
    { size: 12 },
    { horizPre: -1 },
    { vertPre: 0.5 },
    { size: 10 ** 10 },
    { latitude: 324_000_001 },
    { longitude: Number.NaN },
    { altitude: -10_000_001 },
    { altitude: 0.5 },
  ])('are not written with %j', (fields) => {
    const loc = { ...parse('1 N 1 E 0'), ...fields } as Loc;
    expect(() => encodeRdata('LOC', loc, types)).toThrow(RangeError);
  });
});

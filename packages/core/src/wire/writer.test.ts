import { describe, expect, it } from 'vitest';
import { Writer } from './writer.ts';

describe('Writer', () => {
  it('grows as it is written to', () => {
    const writer = new Writer(1);
    for (let octet = 0; octet < 1000; octet++) writer.u8(octet & 0xff);
    expect(writer.finish()).toEqual(Uint8Array.from({ length: 1000 }, (_, octet) => octet & 0xff));
  });

  it('prefixes what is written with its length', () => {
    const writer = new Writer();
    writer.lengthPrefixed(() => writer.u32(0xdead_beef));
    expect(writer.finish()).toEqual(Uint8Array.of(0, 4, 0xde, 0xad, 0xbe, 0xef));
  });

  it.each([
    ['u8', 256],
    ['u16', 65_536],
    ['u32', 2 ** 32],
    ['u48', 2 ** 48],
    ['u48', -1],
    ['u48', 0.5],
    ['u16', -1],
    ['u16', 1.5],
    ['u8', Number.NaN],
  ] as const)('refuses to write %s(%d)', (method, value) => {
    expect(() => new Writer()[method](value)).toThrow(RangeError);
  });

  it('writes integers of 48 and 64 bits, and refuses others', () => {
    const writer = new Writer();
    writer.u48(0xfffe_fdfc_fbfa);
    writer.u64(0x0102_0304_0506_0708n);
    expect(Buffer.from(writer.finish()).toString('hex')).toBe('fffefdfcfbfa0102030405060708');
    expect(() => new Writer().u64(2n ** 64n)).toThrow(RangeError);
    expect(() => new Writer().u64(-1n)).toThrow(RangeError);
  });

  it('refuses a message over 65,535 octets (RFC 1035 4.2.2)', () => {
    const writer = new Writer();
    writer.octets(new Uint8Array(65_535));
    expect(() => writer.u8(0)).toThrow('at most 65535 octets');
  });

  it('is let go of what the next one writes into, however often it is finished', () => {
    const first = new Writer();
    first.u32(0x0101_0101);
    const finished = first.finish();
    const second = new Writer();
    second.u32(0x0202_0202);
    expect(first.finish()).toEqual(finished);
    first.offset = 0;
    first.u16(0xffff);
    const third = new Writer();
    third.u32(0x0303_0303);
    expect([...second.finish(), ...third.finish()]).toEqual([2, 2, 2, 2, 3, 3, 3, 3]);
  });
});

import { describe, expect, it } from 'vitest';
import { WireError } from '../errors/index.ts';
import { Reader } from './reader.ts';

describe('Reader', () => {
  it('reads integers in network byte order', () => {
    const reader = new Reader(Uint8Array.of(1, 2, 3, 0xff, 0xff, 0xff, 0xff));
    expect([reader.u8(), reader.u16(), reader.u32(), reader.remaining]).toEqual([1, 0x0203, 0xffff_ffff, 0]);
  });

  it('reads integers of 48 and 64 bits', () => {
    const octets = Uint8Array.of(0xff, 0xfe, 0xfd, 0xfc, 0xfb, 0xfa, 0xf9, 0xf8);
    expect(new Reader(octets).u48()).toBe(0xfffe_fdfc_fbfa);
    expect(new Reader(octets).u64()).toBe(0xfffe_fdfc_fbfa_f9f8n);
  });

  it.each(['u8', 'u16', 'u32', 'u48', 'u64'] as const)(
    'throws WireError with the offset where %s runs past the end',
    (method) => {
      const reader = new Reader(new Uint8Array(3), 3);
      expect(() => reader[method]()).toThrow(WireError);
      expect(() => reader[method]()).toThrow(expect.objectContaining({ offset: 3, code: 'EBADRESP' }));
    },
  );

  it('gives copies, also of a Buffer, whose own slice() shares memory', () => {
    const message = Buffer.from([1, 2, 3]);
    const octets = new Reader(message).octets(3);
    message[0] = 9;
    expect(octets).toEqual(Uint8Array.of(1, 2, 3));
    expect(octets.buffer.byteLength).toBe(3);
  });

  it('confines what is read within a length, and wants all of it read', () => {
    const reader = new Reader(Uint8Array.of(1, 2, 3, 4));
    expect(() => reader.within(5, () => 0)).toThrow('5 octets announced, 4 left');
    expect(() => new Reader(Uint8Array.of(1, 2)).within(1, (inner) => inner.u16())).toThrow(WireError);
    expect(() => new Reader(Uint8Array.of(1, 2)).within(2, (inner) => inner.u8())).toThrow(
      '1 octets too many',
    );
    expect(reader.within(2, (inner) => inner.u16())).toBe(0x0102);
    expect(reader.remaining).toBe(2);
  });

  it.each([[-1], [Number.NaN]])('reads no %d octets', (length) => {
    const reader = new Reader(Uint8Array.of(1, 2, 3), 2);
    for (const read of ['octets', 'skip', 'take'] as const)
      expect(() => reader[read](length)).toThrow(WireError);
    expect(reader.offset).toBe(2);
  });

  it.each([[new ArrayBuffer(12)], [new DataView(new ArrayBuffer(12))], [[1, 2, 3]], ['text'], [undefined]])(
    'refuses what is no Uint8Array: %o',
    (octets) => {
      expect(() => new Reader(octets as never)).toThrow(TypeError);
    },
  );
});

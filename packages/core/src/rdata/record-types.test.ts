import { describe, expect, expectTypeOf, it } from 'vitest';
import { decodeMessage, encodeMessage, type Message, queryMessage } from '../message/index.ts';
import { Name } from '../name/index.ts';
import { allTexts, parseRdata, printRdata } from '../presentation/index.ts';
import { DS, TLSA } from './further-codecs.ts';
import {
  allTypes,
  commonTypes,
  decodeRdata,
  encodeRdata,
  type Rdata,
  RecordTypes,
  type UnknownRdata,
} from './index.ts';
import type { Mx } from './types/mx.ts';

const reply: Message<'MX' | 'TLSA'> = {
  ...queryMessage('example.', 'MX'),
  answers: [
    {
      name: Name.from('example.'),
      type: 'TLSA',
      class: 'IN',
      ttlSeconds: 1,
      rdata: {
        certificateUsage: 3,
        selector: 1,
        matchingType: 0,
        certificateAssociationData: Uint8Array.of(9),
      },
    },
  ],
};

describe('RecordTypes', () => {
  it('read a type that is not among them as octets of a type by its number (RFC 3597 5)', () => {
    const bytes = encodeMessage(reply, { types: allTypes });
    expect(decodeMessage(bytes).answers[0]).toMatchObject({
      type: 'TYPE52',
      rdata: { data: Uint8Array.of(3, 1, 0, 9) },
    });
    expect(encodeMessage(decodeMessage(bytes))).toEqual(bytes);
    expect(decodeMessage(bytes, { types: commonTypes.with({ TLSA }) }).answers).toEqual(reply.answers);
  });

  it('refuse to write a type that is not among them, at compile time and at run time', () => {
    // @ts-expect-error TLSA is not registered.
    expect(() => encodeMessage(reply)).toThrow(RangeError);
    // @ts-expect-error TLSA is not registered.
    expect(() => parseRdata('TLSA', '3 1 1 00')).toThrow('TLSA is not among the record types passed');
  });

  it('take names in any case, numbers for mnemonics, and nothing else', () => {
    expect(
      ['mx', 'type15', 'TYPE52', 'TLSA', 'TYPE65536', 'toString', 'TYPE'].map((text) => allTypes.parse(text)),
    ).toEqual(['MX', 'MX', 'TLSA', 'TLSA', undefined, undefined, undefined]);
    expect(commonTypes.parse('TLSA')).toBeUndefined();
    expect(() => allTypes.codeOf('TYPE65536')).toThrow(RangeError);
    expect(() => allTypes.codeOf('constructor' as 'A')).toThrow(RangeError);
  });

  it('have octets for the rdata of a type by its number, though it is registered', () => {
    const data = Uint8Array.of(0, 1, 0);
    expect(encodeRdata('TYPE15', { data })).toEqual(data);
    expect(decodeRdata('TYPE15', data)).toEqual({ data });
    expect(printRdata('TYPE15', { data })).toBe('\\# 3 000100');
    expect(() => encodeRdata('TYPE65536', { data })).toThrow(RangeError);
  });

  it('refuse two types of one code', () => {
    expect(() => new RecordTypes({ TLSA, DS: { ...DS, code: 52 } })).toThrow(RangeError);
  });

  it('tell rdata apart by type', () => {
    expectTypeOf<Rdata<'MX'>>().toEqualTypeOf<Mx>();
    expectTypeOf<Rdata<'TYPE65280'>>().toEqualTypeOf<UnknownRdata>();
    expectTypeOf(decodeRdata('MX', Uint8Array.of(0, 1, 0))).toEqualTypeOf<Mx>();
    const [common] = decodeMessage(encodeMessage(reply, { types: allTypes })).answers;
    // @ts-expect-error What is not registered does not come out.
    expect(common?.type === 'TLSA').toBe(false);
    const [all] = decodeMessage(encodeMessage(reply, { types: allTypes }), { types: allTypes }).answers;
    if (all?.type !== 'TLSA') throw new Error('no TLSA');
    expectTypeOf(all.rdata.certificateUsage).toEqualTypeOf<number>();
    expect(printRdata(all.type, all.rdata, { types: allTexts })).toBe('3 1 0 09');
  });
});

import { describe, expect, expectTypeOf, it } from 'vitest';
import { type ExtendedErrorPurpose, extendedErrorCodes } from './extended-errors.ts';
import { allTypes, commonTypes } from '../rdata/index.ts';
import {
  decodeMessage,
  encodeMessage,
  type Message,
  opcodes,
  parseQuestionType,
  queryMessage,
  questionTypeCode,
  questionTypeOf,
  type Rcode,
  rcodes,
  recordClasses,
} from './index.ts';

describe('codes by name', () => {
  it.each([
    [
      'opcodes',
      opcodes,
      { QUERY: 0, IQUERY: 1, STATUS: 2, OPCODE3: 3, NOTIFY: 4, UPDATE: 5, DSO: 6, OPCODE15: 15 },
    ],
    ['classes', recordClasses, { CLASS0: 0, IN: 1, CH: 3, HS: 4, NONE: 254, ANY: 255, CLASS65535: 65_535 }],
    [
      'rcodes',
      rcodes,
      {
        NOERROR: 0,
        FORMERR: 1,
        SERVFAIL: 2,
        NXDOMAIN: 3,
        NOTIMP: 4,
        REFUSED: 5,
        YXDOMAIN: 6,
        YXRRSET: 7,
        NXRRSET: 8,
        NOTAUTH: 9,
        NOTZONE: 10,
        DSOTYPENI: 11,
        RCODE12: 12,
        BADVERS: 16,
        BADKEY: 17,
        BADTIME: 18,
        BADMODE: 19,
        BADNAME: 20,
        BADALG: 21,
        BADTRUNC: 22,
        BADCOOKIE: 23,
        RCODE24: 24,
        RCODE4095: 4095,
      },
    ],
  ])('are the same both ways: %s', (_what, table, codes) => {
    for (const [name, code] of Object.entries<number>(codes)) {
      expect(table.name(code)).toBe(name);
      expect(table.code(name as never)).toBe(code);
      expect(table.parse(name.toLowerCase())).toBe(name);
    }
    expect(table.parse('constructor')).toBeUndefined();
    for (const wrong of ['constructor', '__proto__', undefined, 1])
      expect(() => table.code(wrong as never)).toThrow(RangeError);
  });

  it('take BADSIG, which has the code of BADVERS (RFC 8945 3)', () => {
    expect(rcodes.code('BADSIG')).toBe(16);
    expect(rcodes.parse('badsig')).toBe('BADVERS' satisfies Rcode);
    expect(() => rcodes.code('RCODE4096')).toThrow(RangeError);
  });

  it('hold every extended error that is registered (RFC 8914 5.2)', () => {
    expect(extendedErrorCodes.name(35)).toBe('Blocked by Upstream DNS Server');
    expect(extendedErrorCodes.name(36)).toBe('EDE36');
    for (const [name, code] of [
      ['Other Error', 0],
      ['Stale Answer', 3],
      ['Invalid Data', 24],
      ['Invalid Query Type', 30],
      ['EDE49152', 49_152],
    ] as const) {
      expect(extendedErrorCodes.name(code)).toBe(name satisfies ExtendedErrorPurpose);
      expect(extendedErrorCodes.code(name)).toBe(code);
      expect(extendedErrorCodes.parse(name.toUpperCase())).toBe(name);
    }
    expect(() => extendedErrorCodes.code('stale' as never)).toThrow('stale is no EDE mnemonic');
  });
});

describe('types of questions (RFC 1035 3.2.3)', () => {
  it.each([
    ['IXFR', 251],
    ['AXFR', 252],
    ['MAILB', 253],
    ['MAILA', 254],
    ['ANY', 255],
    ['MX', 15],
    ['TYPE250', 250],
  ] as const)('have names: %s', (type, code) => {
    expect(questionTypeOf(code, commonTypes)).toBe(type);
    expect(questionTypeCode(type, commonTypes)).toBe(code);
    expect(parseQuestionType(type.toLowerCase(), commonTypes)).toBe(type);
    expect(parseQuestionType(`type${code}`, commonTypes)).toBe(type);
    const query = queryMessage('example', type);
    expect(decodeMessage(encodeMessage(query))).toEqual(query);
  });

  it('are not types of records', () => {
    expectTypeOf(queryMessage('example', 'AXFR')).toExtend<Message<never>>();
    expectTypeOf(queryMessage('example', 'AXFR').answers[0]).toEqualTypeOf<undefined>();
    expectTypeOf(queryMessage('example', 'MX')).toEqualTypeOf<Message<'MX'>>();
    expect(allTypes.parse('ANY')).toBeUndefined();
    // @ts-expect-error No record has this type.
    expect(() => allTypes.codeOf('ANY')).toThrow(RangeError);
    expect(parseQuestionType('TYPE65536', allTypes)).toBeUndefined();
  });
});

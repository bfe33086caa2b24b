import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ParseError } from '../errors/index.ts';
import { Name } from '../name/index.ts';
import { allTypes } from '../rdata/index.ts';
import { encodeQuery } from './encode-query.ts';
import { encodeMessage } from './encode.ts';
import { queryMessage } from './query-message.ts';

const types = { types: allTypes };
const character = fc.oneof(
  fc.constantFrom('a', 'Z', '-', '_', '.', '.', '\\.', '\\000', '\\255', '@', '"'),
  fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)),
);
const nameText = fc.oneof(
  fc.array(character, { maxLength: 30 }).map((characters) => characters.join('')),
  fc.constantFrom('.', '', `${'a'.repeat(63)}.b`, `${'a'.repeat(64)}.b`, 'a.'.repeat(127), 'a.'.repeat(128)),
  // The longest name, with and without its final dot, and one that is too long.
  ...[252, 253, 254].map((length) => fc.constant('abc.'.repeat(64).slice(0, length))),
);
const flag = fc.boolean();

/** The octets, or the message of the `ParseError`. */
function outcome(encode: () => Uint8Array): Uint8Array | string {
  try {
    return encode();
  } catch (error) {
    expect(error).toBeInstanceOf(ParseError);
    return String(error);
  }
}

describe('encodeQuery', () => {
  it('writes what encodeMessage makes of the same query', () => {
    const edns = fc.record({
      udpPayloadOctets: fc.nat(0xffff),
      version: fc.nat(255),
      dnssecOk: flag,
      options: fc.constantFrom([], [{ code: 'PADDING', data: { length: 20 } } as const]),
    });
    const fields = fc.record(
      {
        id: fc.nat(0xffff),
        rd: flag,
        ad: flag,
        cd: flag,
        edns,
        class: fc.constantFrom('IN', 'CH', 'CLASS7'),
      },
      { requiredKeys: [] },
    );
    const type = fc.constantFrom('A', 'HTTPS', 'TYPE65280', 'ANY', 'NAPTR');
    fc.assert(
      fc.property(nameText, type, fields, (name, type, { class: recordClass = 'IN', ...fields }) => {
        const question = (): object => ({ questions: [{ name: Name.from(name), type, class: recordClass }] });
        const whole = outcome(() =>
          encodeMessage(queryMessage(name, type, { ...fields, ...question() }), types),
        );
        expect(outcome(() => encodeQuery(name, type, { ...fields, class: recordClass }, types))).toEqual(
          whole,
        );
      }),
      { numRuns: 2000 },
    );
  });

  it('takes a name that was made before', () => {
    const name = Name.from('a\\.b.Example.');
    expect(encodeQuery(name, 'A')).toEqual(encodeQuery(name.text, 'A'));
  });

  it('refuses a type that is not registered and an ID beyond 16 bits', () => {
    expect(() => encodeQuery('a.', 'NAPTR' as 'A')).toThrow(RangeError);
    expect(() => encodeQuery('a.', 'A', { id: 0x1_0000 })).toThrow(RangeError);
  });
});

import { describe, expect, expectTypeOf, it } from 'vitest';
import { ParseError } from '../errors/index.ts';
import { Name } from '../name/index.ts';
import type { Tlsa } from '../rdata/further-codecs.ts';
import { decodeMessage, encodeMessage, queryMessage, type ResourceRecord, resourceRecord } from './index.ts';

describe('resourceRecord()', () => {
  it('makes a record of class IN, or of another', () => {
    const exchange = Name.from('mail.example.com');
    const record = resourceRecord('example.com', 'MX', 300, { preference: 10, exchange });
    expect(record).toEqual({
      name: Name.from('example.com'),
      type: 'MX',
      class: 'IN',
      ttlSeconds: 300,
      rdata: { preference: 10, exchange },
    });
    const none = resourceRecord(record.name, 'TYPE15', 0, { data: new Uint8Array() }, 'ANY');
    const message = queryMessage('example.com', 'MX', { answers: [record, none] });
    expect(decodeMessage(encodeMessage(message))).toEqual(message);
    expect(() => resourceRecord('a..b', 'A', 1, { address: '192.0.2.1' })).toThrow(ParseError);
  });

  it('takes the rdata of its type alone', () => {
    const tlsa = (rdata: Tlsa) => resourceRecord('example.com', 'TLSA', 300, rdata);
    expectTypeOf(tlsa).returns.toEqualTypeOf<ResourceRecord<'TLSA'>>();
    // @ts-expect-error Rdata of another type.
    resourceRecord('example.com', 'MX', 300, { address: '192.0.2.1' });
    // @ts-expect-error There is no such type.
    resourceRecord('example.com', 'NOPE', 300, { address: '192.0.2.1' });
  });
});

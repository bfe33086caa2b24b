import { describe, expect, it } from 'vitest';
import { ParseError } from '../errors/index.ts';
import { Name } from '../name/index.ts';
import { sampleRecords } from '../testing/message-samples.ts';
import { allTexts, parseRdata, parseRecord, printRecord } from './index.ts';

const types = allTexts;

describe('records as text (RFC 1035 5.1)', () => {
  it('are read back as they were printed: every type', () => {
    for (const record of sampleRecords)
      expect(parseRecord(printRecord(record, { types }), { types })).toEqual(record);
  });

  it('may stand on several lines, with names below an origin and without a class', () => {
    const origin = Name.from('example.com');
    expect(printRecord(parseRecord(' www 1h (\n MX 10 ; ten\n mail )\n', { origin }))).toBe(
      'www.example.com.\t3600\tIN\tMX\t10 mail.example.com.',
    );
  });

  it('have octets for rdata in classes where their type has no other form, or none in updates (RFC 2136 2.5)', () => {
    expect(parseRecord('a. 0 CH A \\# 2 0102')).toMatchObject({
      type: 'TYPE1',
      class: 'CH',
      rdata: { data: Uint8Array.of(1, 2) },
    });
    expect(() => parseRecord('a. 0 CH A 192.0.2.1')).toThrow(ParseError);
    expect(parseRecord('a. 0 ANY MX')).toMatchObject({ type: 'TYPE15', rdata: { data: new Uint8Array() } });
    expect(parseRecord('a. 0 NONE MX 1 b.')).toMatchObject({ type: 'MX', rdata: { preference: 1 } });
  });

  it('are refused with their place', () => {
    expect(() => parseRecord('a..b 1 A 192.0.2.1')).toThrow(/ at line 1, column 1$/);
    expect(() => parseRdata('A', '192.0.2')).toThrow(/ at line 1, column 1$/);
    expect(() => parseRdata('MX', '10\n..')).toThrow(ParseError);
  });

  it.each(['', '; comment', 'a. 1 A 192.0.2.1\nb. 1 A 192.0.2.1', 'a. A 192.0.2.1', 'a. 1 ANY', '$TTL 1'])(
    'are refused where they are none or two: %j',
    (text) => {
      expect(() => parseRecord(text)).toThrow(ParseError);
    },
  );
});

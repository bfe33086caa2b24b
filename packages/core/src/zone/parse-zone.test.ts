import { describe, expect, it } from 'vitest';
import { ParseError } from '../errors/index.ts';
import { printRecord } from '../presentation/index.ts';
import { parseZone } from './parse-zone.ts';

describe('parseZone (RFC 1035 5)', () => {
  it('reads owners, TTLs, classes, parentheses, quotes, comments and directives', () => {
    const text = `
$ORIGIN example.
$TTL 1h          ; RFC 2308 4
@       IN SOA ns admin (
                1 ; serial
                2h 15m 1w 1d )
        NS  ns
www 60  A   192.0.2.1
    IN 5 A  192.0.2.2
        TXT "a ; b" unquoted\\032text
$ORIGIN sub
@       MX 10 mail.other.
`;
    expect([...parseZone(text)].map((record) => printRecord(record))).toEqual([
      'example.\t3600\tIN\tSOA\tns.example. admin.example. 1 7200 900 604800 86400',
      'example.\t3600\tIN\tNS\tns.example.',
      'www.example.\t60\tIN\tA\t192.0.2.1',
      'www.example.\t5\tIN\tA\t192.0.2.2',
      'www.example.\t3600\tIN\tTXT\t"a ; b" "unquoted text"',
      'sub.example.\t3600\tIN\tMX\t10 mail.other.',
    ]);
  });

  it.each([
    ['a. 1 A 192.0.2.1\nb. 1 A 1.2.3\n', 2],
    ['a. A 192.0.2.1', 1],
    [' 1 A 192.0.2.1', 1],
    ['a. 1 NOTYPE x', 1],
    ['a. 1 A 192.0.2.1 extra', 1],
    ['\n\na. 1 TXT "open', 3],
    ['a. 1 TXT ( "x"', 1],
    ['a. 1 TXT )', 1],
    ['$INCLUDE other.zone', 1],
    ['$ORIGIN', 1],
    ['a. 1 MX 70000 b.', 1],
    ['a. 1 TYPE65280 \\# 2 00', 1],
    ['a. 1 A \\# 3 000000', 1],
  ])('refuses %j with the line', (text, line) => {
    const read = (): unknown => [...parseZone(text)];
    expect(read).toThrow(ParseError);
    expect(read).toThrow(expect.objectContaining({ line }));
  });
});

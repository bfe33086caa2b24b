import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ParseError } from '../errors/index.ts';
import type { ResourceRecord } from '../message/index.ts';
import { Name } from '../name/index.ts';
import { printRecord } from '../presentation/index.ts';
import type { CommonType, NumberedType } from '../rdata/index.ts';
import {
  MAX_INCLUDE_DEPTH,
  MAX_INCLUDES,
  parseZone,
  parseZoneStream,
  printZone,
  type ZoneOptions,
} from './index.ts';

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

  it('takes class and TTL in either order, units, and what the record before says (RFC 1035 5.1)', () => {
    const text = `
@ 1h30m CH TXT a
  CLASS3 5 TXT b
  TXT c
x.y IN 2 A 192.0.2.1
$TTL 1w2D
  A 192.0.2.2
`;
    expect(printed(text, { origin: Name.from('zone.example') })).toEqual([
      'zone.example. 5400 CH TXT "a"',
      'zone.example. 5 CH TXT "b"',
      'zone.example. 5 CH TXT "c"',
      'x.y.zone.example. 2 IN A 192.0.2.1',
      'x.y.zone.example. 777600 IN A 192.0.2.2',
    ]);
  });

  it('has a TTL for records without one in a SOA without one (RFC 1035 3.3.13), or in an option', () => {
    const soa = 'z. SOA . . 1 2 3 4 300\nz. NS .';
    expect(printed(soa)).toEqual(['z. 300 IN SOA . . 1 2 3 4 300', 'z. 300 IN NS .']);
    expect(printed(`z. NS .\n${soa}`, { ttlSeconds: 60, class: 'HS' })).toEqual([
      'z. 60 HS NS .',
      'z. 60 HS SOA . . 1 2 3 4 300',
      'z. 60 HS NS .',
    ]);
  });

  it('takes types that are not known, and any type in the generic form (RFC 3597 5)', () => {
    expect(printed('a. 1 CLASS32 TYPE731 \\# 6 abcd ( ef 01 23 45 )\na. 1 IN A \\# 4 0A000001')).toEqual([
      'a. 1 CLASS32 TYPE731 \\# 6 abcdef012345',
      'a. 1 IN A 10.0.0.1',
    ]);
  });

  it('reads line ends of either kind, and none at the end', () => {
    expect(printed('a. 1 A 192.0.2.1\r\n\tA 192.0.2.2 ; x\r\n;\r\n TXT "a\\\nb"\r\n A 192.0.2.3')).toEqual([
      'a. 1 IN A 192.0.2.1',
      'a. 1 IN A 192.0.2.2',
      'a. 1 IN TXT "a\\010b"',
      'a. 1 IN A 192.0.2.3',
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
    ['$GENERATE 1-9 h$ A 192.0.2.$', 1],
    ['$TTL 1\n$TTL 1 2', 2],
    ['$TTL 1x', 1],
    ['a. 1 A', 1],
    ['a. 1 IN', 1],
    ['a.', 1],
    ['a. 1h30 A 192.0.2.1', 1],
    ['a. 2147483648 A 192.0.2.1', 1],
    ['a. 1 CLASS65536 A 192.0.2.1', 1],
    ['a. 1 TXT "a\nb"', 1],
    ['a. 1 TXT a\\\n', 1],
    ['a. 1 TXT a"b\n"', 1],
    ['"a." 1 A 192.0.2.1', 1],
    ['a..b. 1 A 192.0.2.1', 1],
  ])('refuses %j with the line', (text, line) => {
    const read = (): unknown => [...parseZone(text)];
    expect(read).toThrow(ParseError);
    expect(read).toThrow(expect.objectContaining({ line }));
  });

  it.each([
    ['a. 1 MX 10 b..c', 1, 12],
    ['a. 1 MX ( ; x\n 10\n\t 70000. extra )', 3, 10],
    ['\na. 1x A 192.0.2.1', 2, 4],
    ['a. 1 SOA . . 1 2 3 4', 1, 20],
    ['a. 1 TXT (\n"b" "\\256" )', 2, 5],
    ['a. 1 TXT ) x', 1, 10],
    ['a..b. 1 A 192.0.2.1', 1, 1],
    [')', 1, 1],
    [' A 192.0.2.1', 1, 2],
  ])('says for %j in which line and column', (text, line, column) => {
    const read = (): unknown => [...parseZone(text)];
    expect(read).toThrow(expect.objectContaining({ line, column }));
    expect(read).toThrow(new RegExp(` at line ${line}, column ${column}$`));
  });

  it.each([
    ['1'.repeat(1_000_000), 'over 255 octets'],
    [`a. ${'1'.repeat(1_000_000)}! A 192.0.2.1`, 'no record type'],
    [`a. 1 TXT "${'\\"'.repeat(600_000)}"`, 'an entry over'],
    [`a. 1 TXT ( ${'a '.repeat(140_000)}`, 'an entry over'],
    [`a. 1 TXT ${'"'.repeat(300_000)}`, 'an entry over'],
    [`a. 1 CAA 0 a "${'\\000'.repeat(200_000)}`, 'not ended'],
    ['('.repeat(1_000_000), 'not closed'],
  ])('refuses long text in linear time, case %#', (text, message) => {
    const startMs = performance.now();
    expect(() => [...parseZone(text)]).toThrow(message);
    expect(performance.now() - startMs).toBeLessThan(2_000);
  });
});

describe('$INCLUDE (RFC 1035 5.1)', () => {
  const files: Record<string, string> = {
    main: '$ORIGIN main.\n@ 1 NS ns\n$INCLUDE "sub" deep ; the origin below\n  A 192.0.2.1\n$INCLUDE sub\n',
    sub: '  A 192.0.2.9\nx 2 A 192.0.2.2\n$ORIGIN else.\ny A 192.0.2.3',
    loop: '$INCLUDE loop\n$INCLUDE loop\n',
    wide: '$INCLUDE empty\n'.repeat(5_000),
    empty: '',
    bad: '\n$INCLUDE worse',
    worse: 'a. 1 A 192.0.2.1\n  1 A 192.0.2.999',
  };
  const include = (path: string): string => files[path] ?? '';

  it('puts the file in its place, with an origin of its own, and leaves origin and owner as they were', () => {
    expect(printed(files['main'] ?? '', { include })).toEqual([
      'main. 1 IN NS ns.main.',
      'main. 1 IN A 192.0.2.9',
      'x.deep.main. 2 IN A 192.0.2.2',
      'y.else. 2 IN A 192.0.2.3',
      'main. 2 IN A 192.0.2.1',
      'main. 2 IN A 192.0.2.9',
      'x.main. 2 IN A 192.0.2.2',
      'y.else. 2 IN A 192.0.2.3',
    ]);
  });

  it('reads the same as a stream, its files piece by piece', async () => {
    const whole = printed(files['main'] ?? '', { include });
    const read = parseZoneStream(files['main'] ?? '', {
      include: (path) => Promise.resolve(octetsOneByOne(include(path))),
    });
    expect(await printedAsync(read)).toEqual(whole);
  });

  it('names the file in errors, and tells the loader which file it is included from', () => {
    const opened: unknown[] = [];
    const options = {
      file: 'main.zone',
      include: (path: string, from: string | undefined): string => {
        opened.push([path, from]);
        return include(path);
      },
    };
    expect(() => [...parseZone('$INCLUDE bad', options)]).toThrow(
      expect.objectContaining({ file: 'worse', line: 2, column: 7 }),
    );
    expect(() => [...parseZone('$INCLUDE bad', options)]).toThrow('at line 2, column 7 of worse');
    expect(() => [...parseZone('a. 1 x', options)]).toThrow('at line 1, column 6 of main.zone');
    expect(opened.slice(0, 2)).toEqual([
      ['bad', 'main.zone'],
      ['worse', 'bad'],
    ]);
  });

  it('is refused without a loader, too deep, and too often', () => {
    expect(() => [...parseZone('$INCLUDE /etc/passwd')]).toThrow('there is no loader');
    expect(() => [...parseZone('$INCLUDE loop', { include })]).toThrow(`${MAX_INCLUDE_DEPTH} files`);
    expect(() => [...parseZone('$INCLUDE wide', { include })]).toThrow(`${MAX_INCLUDES} included`);
    expect(() => [...parseZone('$INCLUDE', { include })]).toThrow('too little');
    expect(() => [...parseZone('$INCLUDE a b c', { include })]).toThrow('too much');
  });

  it('passes on what the loader throws', () => {
    const error = new Error('no such file');
    const failing = (): never => {
      throw error;
    };
    expect(() => [...parseZone('$INCLUDE a', { include: failing })]).toThrow(error);
  });
});

describe('parseZoneStream', () => {
  const text = `$TTL 5 ; "\n@ SOA ns (\n admin 1 2 3 4 5 )\n TXT "a\\\n(;b\\"" c"d e"f\nÄ\\. 9 A 192.0.2.1`;
  const ascii = text.replace('Ä', 'x');

  it('reads the same from any chunks', async () => {
    const expected = printed(ascii);
    const cuts = fc.uniqueArray(fc.nat(ascii.length), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(cuts, fc.boolean(), async (cuts, octets) => {
        const ends = [...cuts.toSorted((left, right) => left - right), ascii.length];
        const chunks = ends.map((end, index) => ascii.slice(ends[index - 1] ?? 0, end));
        const read = parseZoneStream(octets ? chunks.map((chunk) => encoder.encode(chunk)) : chunks);
        expect(await printedAsync(read)).toEqual(expected);
      }),
    );
  });

  it('has the same places in errors whatever the chunks', async () => {
    for (const read of [parseZoneStream(text), parseZoneStream(octetsOneByOne(text))]) {
      await expect(printedAsync(read)).rejects.toThrow(expect.objectContaining({ line: 6, column: 1 }));
    }
  });

  it('takes a byte order mark at the beginning of a file, and nowhere else', async () => {
    const marked = '\ufeffa. 1 A 192.0.2.1';
    const expected = ['a. 1 IN A 192.0.2.1'];
    for (const chunks of [[marked], ['', '\ufeff', marked.slice(1)], [encoder.encode(marked)]])
      expect(await printedAsync(parseZoneStream(chunks))).toEqual(expected);
    expect(await printedAsync(parseZoneStream(octetsOneByOne(marked)))).toEqual(expected);
    expect(printed('$INCLUDE a', { include: () => marked })).toEqual(expected);
    expect(() => [...parseZone('\ufeff a. 1 A 192.0.2.1')]).toThrow('at line 1, column 2');
    expect(() => [...parseZone(`\ufeff${marked}`)]).toThrow(ParseError);
    expect(() => [...parseZone(`; comment\n${marked}`)]).toThrow('at line 2, column 1');
  });

  it('takes octets of UTF-8, and others in comments alone', async () => {
    const read = (before: number[], octets: number[]): Promise<unknown> =>
      printedAsync(parseZoneStream(Uint8Array.of(...before, ...octets)));
    const comment = [0x3b, 0xe4, 0x0a];
    const start = [...encoder.encode('a. 1 TXT x')];
    expect(await read(comment, [...start, 0xc3, 0xa4])).toEqual(['a. 1 IN TXT "x\\195\\164"']);
    await expect(read(comment, [...start, 0xe4])).rejects.toThrow('not UTF-8 at line 2, column 10');
    await expect(read(comment, [...start, 0xe4, 0x20, 0x41])).rejects.toThrow(
      'not UTF-8 at line 2, column 10',
    );
  });

  it('holds a chunk and an entry: it neither reads ahead nor remembers', async () => {
    let given = 0;
    const chunks = function* (): Generator<string> {
      for (; given < 100_000; given++) yield `a${given}. 1 A 192.0.2.1\n`;
    };
    const read = parseZoneStream(chunks());
    for (let taken = 1; taken <= 100; taken++) {
      await read.next();
      expect(given).toBeLessThanOrEqual(taken);
    }
    await read.return(undefined);
    expect(given).toBeLessThan(101);
  });

  it('bounds an entry that never ends, in linear time', async () => {
    let given = 0;
    const endless = function* (): Generator<string> {
      for (;;) yield (given++, 'x');
    };
    await expect(parseZoneStream(endless()).next()).rejects.toThrow('an entry over');
    expect(given).toBeLessThan(1_100_000);
  });
});

describe('printZone', () => {
  it('writes columns, with an origin, a TTL and owners where they change', () => {
    const text = `
@ 60 SOA ns admin 1 2 3 4 5
@ 3600 MX 10 mail
*.www 3600 A 192.0.2.1
*.www 60 A 192.0.2.2
other. 3600 TXT x
WWW.Zone. 3600 TYPE65280 \\# 0`;
    const origin = Name.from('zone');
    expect([...printZone(parseZone(text, { origin }), { origin, ttlSeconds: 3600 })].join('')).toBe(
      [
        '$ORIGIN zone.',
        '$TTL 3600',
        '@                       60      IN  SOA     ns.zone. admin.zone. 1 2 3 4 5',
        '                                IN  MX      10 mail.zone.',
        '*.www                           IN  A       192.0.2.1',
        '                        60      IN  A       192.0.2.2',
        'other.                          IN  TXT     "x"',
        'WWW.Zone.                       IN  TYPE65280 \\# 0',
        '',
      ].join('\n'),
    );
  });
});

const encoder = new TextEncoder();

function printed(text: string, options: ZoneOptions<CommonType> = {}): string[] {
  return Array.from(parseZone(text, options), asText);
}

async function printedAsync(
  records: AsyncIterable<ResourceRecord<CommonType | NumberedType>>,
): Promise<string[]> {
  const texts: string[] = [];
  for await (const record of records) texts.push(asText(record));
  return texts;
}

function asText(record: ResourceRecord<CommonType | NumberedType>): string {
  return printRecord(record).replaceAll('\t', ' ');
}

async function* octetsOneByOne(text: string): AsyncGenerator<Uint8Array> {
  for (const octet of encoder.encode(text)) yield Uint8Array.of(octet);
}

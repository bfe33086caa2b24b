import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WireError } from '../errors/index.ts';
import { Name } from '../name/index.ts';
import { allTexts, parseRdata } from '../presentation/index.ts';
import { allTypes, type KnownType, type NumberedType } from '../rdata/index.ts';
import { decodeMessage as decode } from './decode.ts';
import { extendedErrorsOf } from './edns.ts';
import { encodeMessage as encode } from './encode.ts';
import type { Message, ResourceRecord } from './message.ts';

const SAMPLES: readonly (readonly [KnownType | NumberedType, string])[] = [
  ['A', '192.0.2.1'],
  ['NS', 'ns.example.'],
  ['CNAME', 'Canonical.example.'],
  ['SOA', 'ns.example. admin.example. 1 2 3 4 4294967295'],
  ['PTR', 'host.example.'],
  ['MX', '10 mail.example.'],
  ['TXT', '"v=spf1 -all" "second \\"quoted\\" \\000"'],
  ['AAAA', '2001:db8::1'],
  ['SRV', '1 2 443 target.example.'],
  ['CAA', '128 issue "ca.example; policy=ev"'],
  ['SVCB', '0 alias.example.'],
  [
    'HTTPS',
    '1 . mandatory="alpn" alpn="h2,h3" port="8443" ipv4hint="192.0.2.1" ech="AAEC" ipv6hint="2001:db8::2" dohpath="/q{?dns}" ohttp tls-supported-groups="29,23" docpath="a,b" key667="hello"',
  ],
  ['MD', 'mail.example.'],
  ['MF', 'forwarder.example.'],
  ['MB', 'host.example.'],
  ['MG', 'member.example.'],
  ['MR', 'new.example.'],
  ['NULL', '\\# 2 beef'],
  ['WKS', '192.0.2.1 6 25 80'],
  ['MINFO', 'admin.example. errors.example.'],
  ['RP', 'Person.example. text.example.'],
  ['AFSDB', '1 Cell.example.'],
  ['X25', '"311061700956"'],
  ['ISDN', '"150862028003217" "004"'],
  ['ISDN', '"150862028003217"'],
  ['RT', '10 Router.example.'],
  ['NSAP', '0x47000580005a0000000001e133ffffff00016100'],
  ['NSAP-PTR', 'Host.example.'],
  ['SIG', 'TYPE0 13 0 0 20300101000000 20290101000000 2642 Key.example. AQID'],
  ['KEY', '512 3 13 AQIDBA=='],
  ['KEY', '49152 3 13'],
  ['PX', '10 Mail.example. X400.example.'],
  ['GPOS', '-32.6882 116.8652 10.0'],
  ['LOC', '42 21 54.000 N 71 6 18.000 W -24.00m 30.00m 10000.00m 10.00m'],
  ['NXT', 'Next.example. A NXT'],
  ['EID', 'e32c6f78163a9348'],
  ['NIMLOC', '32251a030067'],
  ['ATMA', '39246f000e7c9c03120001000100001234567800'],
  ['ATMA', '+19085551212'],
  ['KX', '10 Exchanger.example.'],
  ['A6', '64 ::1234:5678:9abc:def0 Subnet.example.'],
  ['A6', '0 2001:db8::1'],
  ['HINFO', '"RFC8482" ""'],
  ['NAPTR', '100 50 "s" "http+I2L" "" _http._tcp.example.'],
  ['DNAME', 'Other.example.'],
  ['DS', '60485 5 1 2bb183af5f22588179a53b0a98631fad1a292118'],
  ['SSHFP', '2 1 123456789abcdef67890123456789abcdef67890'],
  ['RRSIG', 'A 13 2 3600 20300101000000 20290101000000 2642 example. AQID'],
  ['NSEC', 'host.example. A MX RRSIG NSEC TYPE1234'],
  ['DNSKEY', '257 3 13 AQIDBA=='],
  ['NSEC3', '1 1 12 aabbccdd 2t7b4g4vsa5smi47k61mv5bv1a22bojr A RRSIG'],
  ['NSEC3PARAM', '1 0 0 -'],
  ['TLSA', '3 1 1 0d6fce3e'],
  ['URI', '10 1 "https://example/"'],
  ['CERT', 'PKIX 65535 PRIVATEOID AQID'],
  ['CERT', '65534 0 1 AQID'],
  ['APL', ''],
  ['APL', '1:192.168.32.0/21 !1:192.168.38.0/28 2:ff00::/8 1:0.0.0.0/0 3:0a0b/9'],
  ['IPSECKEY', '10 0 0 .'],
  ['IPSECKEY', '10 1 2 192.0.2.38 AQNRU3mG7TVTO2BkR47usntb102uFJtugbo6BSGvgqt4AQ=='],
  ['IPSECKEY', '10 2 2 2001:db8::1 AQID'],
  ['IPSECKEY', '10 3 2 Gateway.example. AQID'],
  ['DHCID', 'AAIBY2/AuCccgoJbsaxcQc9TUapptP69lOjxfNuVAA2kjEA='],
  ['SMIMEA', '3 1 1 0d6fce3e'],
  ['HIP', '2 200100107b1a74df365639cc39f1d578 AwEAAbdx Rvs1.example. rvs2.example.'],
  ['HIP', '2 20 AwEAAbdx'],
  ['CDS', '60485 5 1 2bb183af5f22588179a53b0a98631fad1a292118'],
  ['CDS', '0 0 0 00'],
  ['CDNSKEY', '0 3 0 AA=='],
  ['OPENPGPKEY', 'AQIDBA=='],
  ['CSYNC', '66 3 A NS AAAA TYPE1234'],
  ['ZONEMD', '2018031900 1 240 e2d523f654b9422a96c5a8f44607bbee'],
  ['DSYNC', 'CDS NOTIFY 5300 Endpoint.example.'],
  ['DSYNC', 'TYPE1234 128 443 endpoint.example.'],
  ['HHIT', 'gwppM2Y='],
  ['BRID', 'owAAAYI='],
  ['SPF', '"v=spf1 mx -all"'],
  ['NID', '10 0014:4fff:ff20:ee64'],
  ['L32', '10 10.1.2.0'],
  ['L64', '10 2001:0db8:1140:1000'],
  ['LP', '10 Subnet.example.'],
  ['EUI48', '00-00-5e-00-53-2a'],
  ['EUI64', '00-00-5e-ef-10-00-00-2a'],
  ['TKEY', 'gss-tsig. 1594203795 4294967295 3 17 AQID BAUG'],
  ['TKEY', 'gss-tsig. 0 0 5 0 -'],
  ['TSIG', 'hmac-sha256. 281474976710655 300 3 AQID 4711 BADTIME 6 AAAAAAAB'],
  ['TSIG', 'Hmac-Sha256. 1480585449 300 0 59692 BADSIG 0'],
  ['AVC', '"app-name:WOLFGANG|app-class:OAM" "business=yes"'],
  ['DOA', '0 1 2 "" aHR0cHM6Ly93d3cuaXNjLm9yZy8='],
  ['DOA', '1234567890 1234567890 1 "image/gif" -'],
  ['AMTRELAY', '10 0 0 .'],
  ['AMTRELAY', '10 1 1 203.0.113.15'],
  ['AMTRELAY', '10 0 2 2001:db8::15'],
  ['AMTRELAY', '128 1 3 Relays.example.'],
  ['AMTRELAY', '\\# 4 0a840102'],
  ['RESINFO', '"qnamemin" "exterr=15,16,17"'],
  ['WALLET', '"EXAMPLE" "01234567890abcdef"'],
  ['CLA', '"TCP-v4-v7" "TCP-v6-v7"'],
  ['IPN', '18446744073709551615'],
  ['TA', '60485 5 1 2bb183af5f22588179a53b0a98631fad1a292118'],
  ['DLV', '60485 5 99 2bb1'],
  ['TYPE65280', '\\# 3 010203'],
];

const decodeMessage = (bytes: Uint8Array): Message => decode(bytes, { types: allTypes });
const encodeMessage = (message: Message): Uint8Array => encode(message, { types: allTypes });

const records: ResourceRecord[] = SAMPLES.map(
  ([type, text]) =>
    ({
      name: Name.from('www.example.'),
      type,
      class: 'IN',
      ttlSeconds: 300,
      rdata: parseRdata(type, text, { types: allTexts }),
    }) as ResourceRecord,
);

const message: Message = {
  id: 4711,
  qr: true,
  opcode: 'QUERY',
  aa: true,
  tc: false,
  rd: true,
  ra: true,
  ad: true,
  cd: false,
  rcode: 'BADVERS',
  questions: [{ name: Name.from('www.example.'), type: 'A', class: 'IN' }],
  answers: records,
  authorities: records.slice(0, 2),
  additionals: records.slice(2, 4),
  edns: {
    udpPayloadOctets: 1232,
    version: 0,
    dnssecOk: true,
    options: [{ code: 15, data: Uint8Array.of(0, 18, 0x62, 0x79, 0x20, 0x6c, 0x61, 0x77) }],
  },
};

const messageOf = (...answers: ResourceRecord[]): Message => ({
  ...message,
  answers,
  authorities: [],
  additionals: [],
});

describe('messages', () => {
  it('decode to what was encoded, every type and every flag', () => {
    expect(decodeMessage(encodeMessage(message))).toEqual(message);
  });

  it('are stable: what was decoded encodes to the same octets', () => {
    const bytes = encodeMessage(message);
    expect(encodeMessage(decodeMessage(bytes))).toEqual(bytes);
  });

  it('share no memory with the octets that they were read from', () => {
    const bytes = encodeMessage(message);
    const decoded = decodeMessage(bytes);
    bytes.fill(0xff);
    expect(decoded).toEqual(message);
  });

  it('throw WireError, and nothing else, for any octets', () => {
    const attempt = (bytes: Uint8Array): void => {
      try {
        decodeMessage(bytes);
      } catch (error) {
        expect(error).toBeInstanceOf(WireError);
      }
    };
    const bytes = encodeMessage(message);
    for (let length = 0; length < bytes.length; length++) {
      expect(() => decodeMessage(bytes.subarray(0, length))).toThrow(WireError);
    }
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), attempt), { numRuns: 2000 });
    const mutation = fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), {
      minLength: 1,
      maxLength: 6,
    });
    fc.assert(
      fc.property(mutation, (changes) => {
        const mutated = new Uint8Array(bytes);
        for (const [at, octet] of changes) mutated[at] = octet;
        attempt(mutated);
      }),
      { numRuns: 5000 },
    );
  });

  it('do not take memory for counts that lie', () => {
    const header = Uint8Array.of(0, 1, 0x80, 0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff);
    expect(() => decodeMessage(header)).toThrow(expect.objectContaining({ offset: 12 }));
  });

  it('read an HTTPS record of the most keys that a message holds in no more than linear time', () => {
    const other = new Map(Array.from({ length: 16_000 }, (_, key) => [key + 100, new Uint8Array()]));
    const rdata = { priority: 1, targetName: Name.root, params: { other } };
    const record: ResourceRecord = { name: Name.root, type: 'HTTPS', class: 'IN', ttlSeconds: 1, rdata };
    const bytes = encodeMessage({ ...message, answers: [record], authorities: [], additionals: [] });
    const startMs = performance.now();
    expect(decodeMessage(bytes).answers).toEqual([record]);
    // Copying the map for every key took 10 s.
    expect(performance.now() - startMs).toBeLessThan(2_000);
  });

  it('refuse octets behind the last record and a second OPT record (RFC 6891 6.1.1)', () => {
    const bytes = encodeMessage({
      ...message,
      answers: [],
      authorities: [],
      additionals: [],
      rcode: 'NOERROR',
    });
    expect(() => decodeMessage(Uint8Array.of(...bytes, 0))).toThrow('1 octets behind the last record');
    const opt = bytes.subarray(bytes.length - 11 - 12);
    const twice = Uint8Array.of(...bytes, ...opt);
    twice[11] = 2;
    expect(() => decodeMessage(twice)).toThrow('a second OPT record');
  });

  it('read rdata of types of class IN alone as octets in other classes (RFC 1035 3.4.1)', () => {
    const chaos = messageOf({
      ...(records[0] as ResourceRecord),
      class: 'CH',
      type: 'TYPE1',
      rdata: { data: Uint8Array.from([5, ...Buffer.from('chaos'), 0, 0x14, 0xe5]) },
    });
    expect(decodeMessage(encodeMessage(chaos))).toEqual(chaos);
    const mistaken = messageOf({ ...(records[0] as ResourceRecord), class: 'CH' });
    expect(() => encodeMessage(mistaken)).toThrow('A is of class IN alone: in class CH call it TYPE1');
    const text = messageOf({ ...(records[6] as ResourceRecord), class: 'CH' });
    expect(decodeMessage(encodeMessage(text))).toEqual(text);
  });

  it('read the records of dynamic updates, with and without rdata (RFC 2136 2.4, 2.5)', () => {
    const [a, ns] = records as [ResourceRecord, ResourceRecord];
    const bare = (type: NumberedType, recordClass: 'ANY' | 'NONE'): ResourceRecord => ({
      ...a,
      type,
      class: recordClass,
      rdata: { data: new Uint8Array() },
    });
    const update = messageOf(bare('TYPE1', 'ANY'), bare('TYPE2', 'NONE'), { ...a, class: 'NONE' }, ns);
    expect(decodeMessage(encodeMessage(update))).toEqual(update);
  });

  it('count a TTL over 2^31-1 as 0 (RFC 2181 8)', () => {
    const bytes = encodeMessage({
      ...message,
      answers: [records[0] as ResourceRecord],
      authorities: [],
      additionals: [],
    });
    const at = bytes.length - 11 - 12 - 4 - 2 - 4;
    expect(bytes.subarray(at, at + 4)).toEqual(Uint8Array.of(0, 0, 1, 44));
    bytes[at] = 0x80;
    expect(decodeMessage(bytes).answers[0]?.ttlSeconds).toBe(0);
  });

  it('carry extended errors (RFC 8914)', () => {
    expect(extendedErrorsOf(message.edns)).toEqual([
      { infoCode: 18, purpose: 'Prohibited', extraText: 'by law' },
    ]);
  });

  it('need EDNS for an extended rcode (RFC 6891 6.1.3)', () => {
    const { edns: _, ...plain } = message;
    expect(() => encodeMessage(plain)).toThrow('BADVERS needs EDNS');
  });
});

import * as fc from 'fast-check';
import { type Message, opcodes, type QuestionType, rcodes, type ResourceRecord } from '../message/index.ts';
import { Name } from '../name/index.ts';
import { allTexts, parseRdata } from '../presentation/index.ts';
import type { KnownType, NumberedType } from '../rdata/index.ts';
import { anyEdnsOption } from './option-samples.ts';
import { anyName } from './name-samples.ts';

export { anyName };

/** Rdata of every type in presentation form, as it is printed. */
export const SAMPLES: readonly (readonly [KnownType | NumberedType, string])[] = [
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

/** A record of each sample. */
export const sampleRecords: readonly ResourceRecord[] = SAMPLES.map(
  ([type, text]) =>
    ({
      name: Name.from('www.example.'),
      type,
      class: 'IN',
      ttlSeconds: 300,
      rdata: parseRdata(type, text, { types: allTexts }),
    }) as ResourceRecord,
);

/** Records of any owner, TTL and sample. */
export const anyRecord: fc.Arbitrary<ResourceRecord> = fc
  .record({
    name: anyName,
    ttlSeconds: fc.nat(0x7fff_ffff),
    sample: fc.constantFrom(...sampleRecords),
  })
  .map(({ name, ttlSeconds, sample }) => ({ ...sample, name, ttlSeconds }));

const section = fc.array(anyRecord, { maxLength: 4 });
const code = (maximum: number): fc.Arbitrary<number> => fc.nat(maximum);

/** Questions of the types that no record has. */
const anyQuestion = fc.record({
  name: anyName,
  type: fc.constantFrom<QuestionType>('IXFR', 'AXFR', 'MAILB', 'MAILA', 'ANY'),
});

/** Messages of any header, EDNS and sections. */
export const anyMessage: fc.Arbitrary<Message> = fc
  .record({
    flags: fc.record({
      id: code(0xffff),
      qr: fc.boolean(),
      aa: fc.boolean(),
      tc: fc.boolean(),
      rd: fc.boolean(),
      ra: fc.boolean(),
      ad: fc.boolean(),
      cd: fc.boolean(),
    }),
    opcode: code(0xf),
    rcode: code(0xfff),
    questions: fc.array(fc.oneof(anyRecord, anyQuestion), { maxLength: 2 }),
    sections: fc.record({ answers: section, authorities: section, additionals: section }),
    edns: fc.option(
      fc.record({
        udpPayloadOctets: code(0xffff),
        version: code(0xff),
        dnssecOk: fc.boolean(),
        options: fc.array(anyEdnsOption, { maxLength: 3 }),
      }),
      { nil: undefined },
    ),
  })
  .map(({ flags, opcode, rcode, questions, sections, edns }) => ({
    ...flags,
    opcode: opcodes.name(opcode),
    rcode: rcodes.name(edns === undefined ? rcode & 0xf : rcode),
    questions: questions.map(({ name, type }) => ({ name, type, class: 'IN' })),
    ...sections,
    ...(edns === undefined ? {} : { edns }),
  }));

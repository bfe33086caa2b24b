import type { RecordType } from '@hushdns/core';
import { allTexts, parseRdata, printRdata } from '@hushdns/core/presentation';
import { EXAMPLE_ORIGIN, exampleZone } from '@hushdns/testkit';

/** A question about the example zone, and the rdata of its answer in presentation form and in alphabetical order. */
export interface Fact {
  readonly name: string;
  readonly type: RecordType;
  readonly records: readonly string[];
}

/** The one way of several in which rdata is printed. */
const asPrinted = (type: RecordType, text: string): string =>
  printRdata(type, parseRdata(type, text, { types: allTexts }), { types: allTexts });
const inZone = (name: string): string => `${name}.${EXAMPLE_ORIGIN}`;

/** The strings of the RRset of more than 4 KiB, as the zone file has them. */
const bigStrings = [...exampleZone.matchAll(/^(?:big)?\s+TXT\s+("v=part.*")$/gm)].map(
  ([, text]) => text ?? '',
);

/** Each asks for one type. */
export const facts: readonly Fact[] = [
  { name: inZone('www'), type: 'A', records: ['192.0.2.10', '192.0.2.11', '192.0.2.12'] },
  { name: inZone('www'), type: 'AAAA', records: ['2001:db8::10', '2001:db8::11'] },
  { name: EXAMPLE_ORIGIN, type: 'MX', records: [`10 ${inZone('mail')}`, `20 ${inZone('mail.backup')}`] },
  { name: EXAMPLE_ORIGIN, type: 'TXT', records: ['"v=spf1 mx -all"'] },
  {
    name: inZone('_imaps._tcp'),
    type: 'SRV',
    records: [`0 1 993 ${inZone('mail')}`, `10 1 993 ${inZone('mail.backup')}`],
  },
  {
    name: EXAMPLE_ORIGIN,
    type: 'CAA',
    records: ['0 issue "ca.example"', '128 iodef "mailto:security@hush.example"'],
  },
  {
    name: EXAMPLE_ORIGIN,
    type: 'HTTPS',
    records: [asPrinted('HTTPS', '1 . alpn=h2,h3 ipv4hint=192.0.2.1 ipv6hint=2001:db8::1')],
  },
];

/** An RRset of more than 4 KiB. */
export const bigFact: Fact = { name: inZone('big'), type: 'TXT', records: bigStrings };

/** A name that is an alias of an alias of an alias. */
export const chain = {
  name: inZone('chain'),
  steps: [inZone('chain2'), inZone('chain3'), inZone('www')],
  records: ['192.0.2.10', '192.0.2.11', '192.0.2.12'],
} as const;

export const missingName: string = inZone('no-such-name');
/** Has an A record and no MX. */
export const smallName: string = inZone('svc');

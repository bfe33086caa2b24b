import type { Zone } from '@hushdns/interop';

const ORIGIN = 'sizes.example.';
const KIB = [0.1, 1, 4, 16, 60];
const MAX_STRING_OCTETS = 250;
const STRINGS_A_RECORD = 16;
/** Header, question, OPT record, and owner to RDLENGTH of the first record. */
const OVERHEAD_OCTETS = 70;

/** How long an answer is, and the name that all have that are so long. */
export interface AnswerSize {
  readonly kib: number;
  /** Any name below has the answer. */
  readonly parent: string;
  /** Of all texts together. */
  readonly octets: number;
}

export const answerSizes: readonly AnswerSize[] = KIB.map((kib) => ({
  kib,
  parent: `k${String(kib).replace('.', '-')}.${ORIGIN}`,
  octets: Math.round(kib * 1_024) - OVERHEAD_OCTETS,
}));

/** TXT records of several lengths, at every name. */
export const sizedZone: Zone = {
  origin: ORIGIN,
  text: [
    `$ORIGIN ${ORIGIN}`,
    '$TTL 3600',
    '@ SOA ns hostmaster 1 7200 3600 1209600 0',
    '@ NS ns',
    'ns A 192.0.2.1',
    ...answerSizes.flatMap(({ parent, octets }) =>
      recordsOf(octets).map((strings) => `*.${parent} 0 TXT ${strings.map((text) => `"${text}"`).join(' ')}`),
    ),
    '',
  ].join('\n'),
};

/** Texts of so many octets in all, by record. */
function recordsOf(octets: number): string[][] {
  const strings: string[] = [];
  for (let left = octets; left > 0; left -= MAX_STRING_OCTETS)
    strings.push(`${strings.length}`.padEnd(Math.min(left, MAX_STRING_OCTETS), 'x'));
  const records: string[][] = [];
  while (strings.length > 0) records.push(strings.splice(0, STRINGS_A_RECORD));
  return records;
}

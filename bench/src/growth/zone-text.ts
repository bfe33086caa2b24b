const ORIGIN = 'zone.example.';
const HEAD = [
  `$ORIGIN ${ORIGIN}`,
  '$TTL 3600',
  '@ SOA ns hostmaster 1 7200 3600 1209600 300',
  '@ NS ns',
  'ns A 192.0.2.1',
];
const HEAD_RECORDS = 3;

/** What the records of a zone are, in turn. */
const RECORDS: readonly ((at: number) => string)[] = [
  (at) => `host-${at} A 10.${(at >> 16) & 255}.${(at >> 8) & 255}.${at & 255}`,
  (at) => `host-${at} AAAA 2001:db8::${(at & 0xffff).toString(16)}`,
  (at) => `mail-${at} 300 IN MX 10 host-${at}.mail`,
  (at) => `host-${at} TXT "v=spf1 ip4:192.0.2.${at & 255} -all" ; of its own`,
  (at) => `alias-${at} IN CNAME host-${at}`,
];

/** A master file with so many records. */
export function zoneText(records: number): string {
  const lines = Array.from({ length: records - HEAD_RECORDS }, (_, at) =>
    (RECORDS[at % RECORDS.length] as (at: number) => string)(at),
  );
  return [...HEAD, ...lines, ''].join('\n');
}

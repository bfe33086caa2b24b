/** The names that are asked, and what each has: an answer for another name is seen at once. */
const NAMES = 1000;
export const ORIGIN = 'soak.example.';

export function nameAt(index: number): string {
  return `n${index % NAMES}.${ORIGIN}`;
}

export function addressAt(index: number): string {
  const number = index % NAMES;
  return `10.5.${number >> 8}.${number & 0xff}`;
}

/** A zone file with all of them. */
export function zoneText(): string {
  const records = Array.from(
    { length: NAMES },
    (_, index) => `${nameAt(index)} 300 IN A ${addressAt(index)}`,
  );
  return [
    `$ORIGIN ${ORIGIN}`,
    '@ 300 IN SOA ns hostmaster 1 7200 3600 86400 60',
    '@ 300 IN NS ns',
    ...records,
    '',
  ].join('\n');
}

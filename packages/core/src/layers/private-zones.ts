/**
 * The zones of reverse names of addresses that mean something else in every network (RFC 6303 4, RFC 7793 for the shared
 * ones), by the key of their name. Nobody beyond one's own network can know what they hold.
 */
export const PRIVATE_REVERSE_ZONES: ReadonlySet<string> = /* @__PURE__ */ new Set([
  ...ipv4Zones(
    '0',
    '10',
    '127',
    '254.169',
    '168.192',
    '2.0.192',
    '100.51.198',
    '113.0.203',
    '255.255.255.255',
  ),
  ...ipv4Zones(...numbers(16, 31).map((octet) => `${octet}.172`)),
  ...ipv4Zones(...numbers(64, 127).map((octet) => `${octet}.100`)),
  // The unspecified address and loopback, unique local and link-local addresses, those of documentation.
  ...ipv6Zones('0.'.repeat(31) + '0', '1.' + '0.'.repeat(30) + '0'),
  ...ipv6Zones('d.f', '8.e.f', '9.e.f', 'a.e.f', 'b.e.f', '8.b.d.0.1.0.0.2'),
]);

function ipv4Zones(...zones: readonly string[]): string[] {
  return zones.map((zone) => `${zone}.in-addr.arpa.`);
}

function ipv6Zones(...zones: readonly string[]): string[] {
  return zones.map((zone) => `${zone}.ip6.arpa.`);
}

function numbers(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, at) => first + at);
}

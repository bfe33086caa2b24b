import { type IpNetwork, isInNetwork, parseNetwork } from './ip-network.ts';

interface Form {
  readonly network: IpNetwork;
  /** Where the IPv4 address stands. */
  readonly at: number;
  /** Whether its bits are inverted. */
  readonly isInverted?: boolean;
}

const FORMS: readonly Form[] = [
  // IPv4-mapped (RFC 4291 2.5.5.2).
  { network: parseNetwork('::ffff:0:0/96'), at: 12 },
  // IPv4-compatible (RFC 4291 2.5.5.1).
  { network: parseNetwork('::/96'), at: 12 },
  // IPv4-translated (RFC 2765 2.1).
  { network: parseNetwork('::ffff:0:0:0/96'), at: 12 },
  // NAT64 (RFC 6052 2.1, RFC 8215).
  { network: parseNetwork('64:ff9b::/96'), at: 12 },
  { network: parseNetwork('64:ff9b:1::/48'), at: 12 },
  // 6to4 (RFC 3056 2).
  { network: parseNetwork('2002::/16'), at: 2 },
  // Teredo: the client, behind its NAT (RFC 4380 4).
  { network: parseNetwork('2001::/32'), at: 12, isInverted: true },
];
/** `::` and `::1` are no IPv4 addresses. */
const NOT_COMPATIBLE = parseNetwork('::/127');

/** The IPv4 address that an IPv6 address leads to, through this machine or through a translator or tunnel on the way. */
export function embeddedIpv4(address: Uint8Array): Uint8Array | undefined {
  if (isInNetwork(address, NOT_COMPATIBLE)) return undefined;
  const form = FORMS.find(({ network }) => isInNetwork(address, network)) ?? isatapForm(address);
  if (form === undefined) return undefined;
  const ipv4 = address.slice(form.at, form.at + 4);
  return form.isInverted === true ? ipv4.map((octet) => octet ^ 0xff) : ipv4;
}

/** In any network: the interface's identifier says it (RFC 5214 6.1). */
function isatapForm(address: Uint8Array): { readonly at: number; readonly isInverted?: boolean } | undefined {
  const [group, high, low] = [address[8], address[10], address[11]];
  const isIsatap = (group === 0 || group === 2) && address[9] === 0 && high === 0x5e && low === 0xfe;
  return isIsatap ? { at: 12 } : undefined;
}

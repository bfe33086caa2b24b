import { type AddressFilter, formatAddress, parseAddress } from '../address/index.ts';
import { FilteredError, NoDataError } from '../errors/index.ts';
import { MAX_TTL_SECONDS } from '../wire/index.ts';
import type { Lookup, LookupOptions } from './lookup.ts';

/**
 * The lookup of an IP address, which is its own answer; undefined for any other text. A zone (`fe80::1%eth0`, RFC 4007 11) is kept.
 * Throws `FilteredError` for one that is denied, `NoDataError` for one of another family than the one asked for.
 */
export function lookupLiteral(
  text: string,
  { family = 0 }: LookupOptions,
  filter: AddressFilter | undefined,
): Lookup | undefined {
  const [, plain = '', zone = ''] = /^([^%]*)(%.+)?$/.exec(text) ?? [];
  const octets = parseAddress(plain);
  if (octets === undefined || (octets.length === 4 && zone !== '')) return undefined;
  const address = formatAddress(octets);
  const own = octets.length === 4 ? 4 : 6;
  const asked = { hostname: text, type: (family || own) === 4 ? 'A' : 'AAAA' };
  if (family !== 0 && family !== own)
    throw new NoDataError(
      { ...asked, rcode: 'NOERROR', extendedErrors: [] },
      'an address of the other family',
    );
  const denial = filter?.(address);
  if (denial !== undefined) throw new FilteredError({ ...asked, address, ...denial });
  return { addresses: [{ address: address + zone, family: own, ttlSeconds: MAX_TTL_SECONDS }], errors: [] };
}

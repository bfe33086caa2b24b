import { Name } from '../../name/index.ts';
import { MAX_LABEL_OCTETS, MAX_NAME_OCTETS, type Reader } from '../../wire/index.ts';

/** The uncompressed name that the reader is confined to; undefined where its octets are none. */
export function readWholeName(reader: Reader): Name | undefined {
  if (reader.remaining > MAX_NAME_OCTETS) return undefined;
  const octets = reader.octets(reader.remaining);
  let at = 0;
  for (let label = octets[at]; label !== 0; label = octets[at]) {
    if (label === undefined || label > MAX_LABEL_OCTETS) return undefined;
    at += 1 + label;
  }
  if (at + 1 !== octets.length) return undefined;
  return at === 0 ? Name.root : Name.fromOctets(octets);
}

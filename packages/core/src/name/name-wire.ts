import {
  MAX_LABEL_OCTETS,
  MAX_LABELS,
  MAX_NAME_OCTETS,
  MAX_POINTER_OFFSET,
  type Reader,
  type Writer,
} from '../wire/index.ts';
import { foldOctets } from './name-labels.ts';
import { Name } from './name.ts';

const POINTER = 0xc0;
const scratch = new Uint8Array(MAX_NAME_OCTETS);

/**
 * Reads a name, compressed or not (RFC 1035 4.1.4). A pointer must go to before the part that holds it and the pointers
 * of one name are bounded, so no input makes it loop. Throws `WireError`.
 */
export function readName(reader: Reader): Name {
  const { bytes } = reader;
  let length = 0;
  let at = reader.offset;
  /** The part being read began here: a pointer in it must go lower. */
  let partStart = at;
  let end = reader.end;
  let after = -1;
  for (let jumps = 0; ;) {
    if (at >= end) throw reader.error('a name runs past the end', at);
    const octet = bytes[at] as number;
    if (octet === 0) {
      if (after < 0) after = at + 1;
      break;
    }
    if (octet <= MAX_LABEL_OCTETS) {
      const next = at + 1 + octet;
      if (next > end) throw reader.error('a label runs past the end', at);
      if (length + 1 + octet >= MAX_NAME_OCTETS)
        throw reader.error(`a name over ${MAX_NAME_OCTETS} octets`, at);
      while (at < next) scratch[length++] = bytes[at++] as number;
    } else if (octet >= POINTER) {
      if (!reader.mayPoint) throw reader.error('a compression pointer outside of a message', at);
      if (at + 1 >= end) throw reader.error('a compression pointer is cut off', at);
      const target = ((octet & 0x3f) << 8) | (bytes[at + 1] as number);
      if (target >= partStart) throw reader.error('a compression pointer does not point backwards', at);
      if (++jumps > MAX_LABELS) throw reader.error('too many compression pointers', at);
      if (after < 0) after = at + 2;
      partStart = at = target;
      end = bytes.length;
    } else {
      throw reader.error('an unknown label type', at);
    }
  }
  scratch[length++] = 0;
  reader.offset = after;
  return length === 1 ? Name.root : new Name(scratch.slice(0, length));
}

/** Writes a name as it is: in rdata of types that are neither compressed (RFC 3597 4) nor folded (RFC 6840 5.1). */
export function writeName(writer: Writer, name: Name): void {
  writer.octets(name.octets);
}

/** Writes a name uncompressed, in lower case in the canonical form: in rdata of the types that RFC 4034 6.2 lists. */
export function writeFoldedName(writer: Writer, name: Name): void {
  writer.octets(writer.names === 'canonical' ? foldOctets(name.octets) : name.octets);
}

/**
 * Writes a name, its longest suffix that stands in the message already as a pointer to it (RFC 1035 4.1.4).
 * Suffixes are matched with their case, so that every name is read back as it was written.
 * For owners, and for rdata of the types of RFC 1035 (RFC 3597 4).
 */
export function writeCompressedName(writer: Writer, name: Name): void {
  if (writer.names !== 'compressed') return writeFoldedName(writer, name);
  const { octets } = name;
  const text = String.fromCharCode(...octets);
  for (let at = 0; at < octets.length - 1; at += 1 + (octets[at] as number)) {
    const suffix = text.slice(at);
    const earlier = writer.suffixes.get(suffix);
    if (earlier !== undefined) {
      writer.octets(octets.subarray(0, at));
      writer.u16((POINTER << 8) | earlier);
      return;
    }
    const here = writer.offset + at;
    if (here <= MAX_POINTER_OFFSET) writer.suffixes.set(suffix, here);
  }
  writer.octets(octets);
}

import { MAX_LABELS, MAX_NAME_OCTETS, MAX_POINTER_OFFSET, type Writer, WRITTEN_ROOT } from '../wire/index.ts';
import { POINTER } from './compression.ts';
import { foldOctets } from './name-labels.ts';
import { plainNameOctets, writePlainNameText } from './name-text.ts';
import { Name } from './name.ts';

/** Writes a name as it is: in rdata of types that are neither compressed (RFC 3597 4) nor folded (RFC 6840 5.1). */
export function writeName(writer: Writer, name: Name): void {
  writer.octets(name.octets);
}

/** Writes a name that is given as text, uncompressed. Throws `ParseError` for a text that is no name. */
export function writeNameText(writer: Writer, text: string): void {
  const length = plainNameOctets(text);
  if (length <= MAX_NAME_OCTETS) {
    const at = writer.take(length);
    if (writePlainNameText(writer.bytes, at, text)) return;
    writer.offset = at;
  }
  writer.octets(Name.from(text).octets);
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
  const { written, offset } = writer;
  const recent = written.recent(name.text);
  if (recent !== undefined) {
    writer.u16((POINTER << 8) | recent);
    return;
  }
  const { octets } = name;
  let label = findLabels(octets);
  let suffix: number = WRITTEN_ROOT;
  let ownOctets = octets.length - 1;
  while (label > 0) {
    const start = starts[label - 1] as number;
    const known = written.find(suffix, octets, start, writer.bytes);
    if (known === undefined) break;
    suffix = known;
    ownOctets = start;
    label--;
  }
  for (let node = suffix; label > 0; label--) {
    const start = starts[label - 1] as number;
    if (offset + start > MAX_POINTER_OFFSET) break;
    node = written.add(node, octets, start, offset + start);
  }
  const whole = ownOctets === 0 ? written.offsetOf(suffix) : offset;
  if (whole > 0 && whole <= MAX_POINTER_OFFSET) written.setRecent(name.text, whole);
  writer.octetsUpTo(octets, ownOctets);
  if (suffix === WRITTEN_ROOT) writer.u8(0);
  else writer.u16((POINTER << 8) | written.offsetOf(suffix));
}

/** Where the labels of the name begin that is being written. */
const starts = new Uint8Array(MAX_LABELS);

/** Fills `starts` and gives the number of labels. */
function findLabels(octets: Uint8Array): number {
  let count = 0;
  for (let at = 0; at < octets.length - 1; at += 1 + (octets[at] as number)) starts[count++] = at;
  return count;
}

import { isLabelLength, MAX_NAME_OCTETS, type Reader, type ReadName, u16At } from '../wire/index.ts';
import { checkPointers, labelsEnd, notBackwards, pointerTarget, targetOf } from './compression.ts';
import { decodeLabels } from './labels-text.ts';
import { Name } from './name.ts';

const NO_TARGET = -1;
const ROOT: ReadName = { start: 0, name: Name.root, octets: 1, pointers: 0, target: NO_TARGET };

/**
 * Reads a name, compressed or not (RFC 1035 4.1.4). A pointer must go to before the part that holds it and the pointers
 * of one name are bounded, so no input makes it loop; and what pointers lead to is read once in a message. So all names
 * of a message take a look at no more than 65 octets for each of its own: one where they stand, and behind pointers the
 * 64 of a label that begins there. Throws `WireError`.
 */
export function readName(reader: Reader): Name {
  const { bytes, names, offset: start, end } = reader;
  if (start + 2 <= end && u16At(bytes, start) === names.lastPointer && reader.mayPoint) {
    reader.offset = start + 2;
    return names.lastName as Name;
  }
  const at = labelsEnd(reader, start, end);
  if (bytes[at] === 0) {
    reader.offset = at + 1;
    return at === start ? Name.root : remembered(reader, withLabels(ROOT, reader, start, at));
  }
  const target = pointerTarget(reader, at, end, start);
  reader.offset = at + 2;
  const suffix = names.at(target) ?? readNameAt(reader, target);
  const pointers = checkPointers(reader, at, suffix.pointers + 1);
  if (at > start) return remembered(reader, withLabels(suffix, reader, start, at, pointers, target));
  names.lastPointer = u16At(bytes, at);
  names.lastName = suffix.name;
  return suffix.name as Name;
}

/** What a pointer leads to, read label by label, so that each is read once whatever names end in it. */
function readNameAt(reader: Reader, pointedAt: number): ReadName {
  const { bytes, names } = reader;
  const passed: number[] = [];
  let at = pointedAt;
  /** The part being read began here: a pointer in it must go lower. */
  let partStart = at;
  let found: ReadName | undefined;
  while ((found = names.at(at)) === undefined) {
    const octet = bytes[at];
    if (octet === undefined) throw reader.error('a name runs past the end', bytes.length);
    names.octets++;
    if (octet === 0) {
      found = ROOT;
      break;
    }
    passed.push(at);
    if (isLabelLength(octet)) {
      names.octets += octet;
      at += 1 + octet;
    } else {
      at = partStart = pointerTarget(reader, at, bytes.length, partStart);
    }
  }
  if (found.target >= partStart) throw notBackwards(reader, at);
  for (let index = passed.length - 1; index >= 0; index--) {
    const start = passed[index] as number;
    const octet = bytes[start] as number;
    if (isLabelLength(octet)) {
      found = withLabels(found, reader, start, start + 1 + octet);
    } else {
      const pointers = checkPointers(reader, start, found.pointers + 1);
      found = { ...found, start, pointers, target: targetOf(bytes, start) };
    }
    names.add(found);
  }
  return found;
}

/** The name that labels, those from `start` to `end` of the message, make with what follows them. */
function withLabels(
  suffix: ReadName,
  reader: Reader,
  start: number,
  end: number,
  pointers: number = suffix.pointers,
  target: number = suffix.target,
): ReadName {
  const octets = end - start + suffix.octets;
  if (octets > MAX_NAME_OCTETS) throw reader.error(`a name over ${MAX_NAME_OCTETS} octets`, start);
  const text = decodeLabels(reader.bytes, start, end, suffix.octets === 1 ? '' : (suffix.name as Name).text);
  return { start, name: new Name(text), octets, pointers, target };
}

function remembered(reader: Reader, read: ReadName): Name {
  reader.names.add(read);
  return read.name as Name;
}

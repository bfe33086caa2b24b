import { Name, ParseError, WireError } from '@hushdns/core';
import { MAX_NAME_OCTETS, Reader, readName, toAscii, writeName, Writer } from '@hushdns/core/wire';
import { messageSeeds } from '../corpus/messages.ts';
import { nameTexts } from '../corpus/seeds.ts';
import { octetSource } from '../input/octet-sources.ts';
import { textSource } from '../input/text-sources.ts';
import { requireSame, sameOctets } from '../oracle.ts';
import { type Target, Violation } from '../target.ts';
import { octetsOf, textOf } from './text.ts';

const SELECTOR_OCTETS = 2;
const HEADER_OCTETS = 12;
const MAX_SEED_OCTETS = 512;

/** A name in a message, behind the 2 octets of its offset there. */
export const name: Target<Name> = {
  name: 'name',
  weight: 2,
  text: false,
  retained: false,
  refusal: WireError,
  decode: (input) => {
    const message = input.subarray(SELECTOR_OCTETS);
    return readName(new Reader(message, offsetIn(input) % (message.length + 1)));
  },
  check: requireSound,
  seeds: nameSeeds,
  source: () => octetSource(nameSeeds(), SELECTOR_OCTETS),
};

/** A name in presentation form. */
export const nameText: Target<Name> = {
  name: 'name-text',
  weight: 2,
  text: true,
  retained: false,
  refusal: ParseError,
  decode: (input) => Name.from(textOf(input)),
  check: requireSound,
  seeds: () => nameTexts().map(octetsOf),
  source: () => textSource(nameTexts()),
};

/** A name as a person writes it. */
export const idna: Target<Name> = {
  ...nameText,
  name: 'idna',
  weight: 1,
  decode: (input) => Name.from(toAscii(textOf(input))),
};

function offsetIn(input: Uint8Array): number {
  return ((input[0] ?? 0) << 8) | (input[1] ?? 0);
}

function nameSeeds(): Uint8Array[] {
  return messageSeeds()
    .filter(({ length }) => length <= MAX_SEED_OCTETS)
    .flatMap((message) =>
      [HEADER_OCTETS, message.length - 14].map((offset) => Uint8Array.of(offset >>> 8, offset, ...message)),
    );
}

/** What every name keeps to, and that it stays the same as text and on the wire. */
function requireSound(name: Name): void {
  const { octets } = name;
  if (octets.length > MAX_NAME_OCTETS) throw new Violation(`a name of ${octets.length} octets`);
  requireSame('the name of its labels', Name.fromLabels(name.labels()), name);
  requireSame('the name printed and parsed again', Name.from(name.toString()), name);
  const writer = new Writer();
  writeName(writer, name);
  const written = writer.finish();
  if (!sameOctets(written, octets)) throw new Violation('the name is written otherwise than it is');
  requireSame('the name written and read again', readName(new Reader(written)), name);
  const { parent } = name;
  if (!name.isWithin(parent) || !name.isWithin(Name.root))
    throw new Violation('the name is not within those above it');
  requireSame('the name below its parent', name.relativeTo(parent).concat(parent), name);
  if (!name.isRoot && !(name.compare(parent) > 0)) throw new Violation('the name is not behind its parent');
  const canonical = name.toCanonical();
  if (!canonical.equals(name) || canonical.compare(name) !== 0)
    throw new Violation('the canonical name is another');
}

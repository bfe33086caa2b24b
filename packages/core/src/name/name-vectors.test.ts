import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { ParseError } from '../errors/index.ts';
import { Reader, Writer } from '../wire/index.ts';
import { Name, readName, toAscii, writeCompressedName } from './index.ts';

/** Names that dnspython was given: see README.md there. Where the folder is absent, the suite is skipped. */
const FOLDER =
  process.env['VECTORS_DIR'] ?? fileURLToPath(new URL('../../../../../shared/vectors', import.meta.url));

/** As many as fit in a message by far. */
const NAMES_AT_ONCE = 2000;

interface Vector {
  readonly text: string | null;
  readonly origin: string | null;
  readonly idna: string | null;
  /** In hex, the root's empty one included where the name is absolute; absent where the text is refused. */
  readonly labels?: readonly string[];
  /** The canonical text. */
  readonly out?: string;
}

/** Cases that are not passed, each with its reason. */
const EXCEPTIONS: readonly (readonly [excepts: (vector: Vector) => boolean, reason: string])[] = [
  [({ text, labels }) => text === null && labels === undefined, 'the vector records neither text nor labels'],
  [({ text }) => text === '', 'an empty text is no name here: the root is a dot, the origin an @'],
  [
    ({ text, idna }) => text?.includes('ß') === true && idna !== 'IDNA2008Codec',
    'IDNA 2003 turns ß into ss; UTS 46 without transition, as here, does not',
  ],
];

describe.skipIf(!existsSync(FOLDER))('names of other projects', () => {
  it('rdata/name_from_text.jsonl', () => {
    const lines = readFileSync(`${FOLDER}/rdata/name_from_text.jsonl`, 'utf8').split('\n').filter(Boolean);
    const vectors = lines.map((line) => JSON.parse(line) as Vector);
    const usable = vectors.filter((vector) => !EXCEPTIONS.some(([excepts]) => excepts(vector)));
    for (const vector of usable) {
      // A name is always absolute here: where there was no origin, the root is.
      const expected = vector.labels?.filter((label) => label !== '') ?? 'refused';
      if (vector.text === null) expect(textOf(expected)).toBe(vector.out);
      else expect([vector.text, labelsOf(vector)]).toEqual([vector.text, expected]);
    }
    console.info(`rdata/name_from_text.jsonl: ${usable.length} of ${vectors.length} cases passed`);
  });

  it.each(['lists/opendns-random-10000.txt', 'lists/opendns-top-10000.txt'])('%s', (file) => {
    const texts = readFileSync(`${FOLDER}/${file}`, 'utf8').split('\n').filter(Boolean);
    const names = texts.map((text) => Name.from(toAscii(text)));
    expect(names.map(({ text }) => text)).toEqual(texts.map((text) => `${text.replace(/\.$/, '')}.`));
    for (let start = 0; start < names.length; start += NAMES_AT_ONCE) {
      const some = names.slice(start, start + NAMES_AT_ONCE);
      const writer = new Writer();
      for (const name of some) writeCompressedName(writer, name);
      const plainOctets = some.reduce((sum, { octets }) => sum + octets.length, 0);
      const reader = new Reader(writer.finish());
      expect(reader.bytes.length).toBeLessThan(plainOctets);
      expect(some.map(() => readName(reader).text)).toEqual(some.map(({ text }) => text));
    }
    console.info(`${file}: ${names.length} of ${texts.length} names passed`);
  });
});

/** Where the call was given octets, no text stands in the vector, but what it must be printed as does. */
function textOf(labels: readonly string[] | 'refused'): string {
  expect(labels).not.toBe('refused');
  return Name.fromLabels(Array.from(labels, (label) => Buffer.from(label, 'hex'))).toString();
}

function labelsOf({ text, origin }: Vector): string[] | 'refused' {
  try {
    const name = Name.from(toAscii(text ?? ''), Name.from(origin ?? '.'));
    expect(Name.from(name.toString()).octets).toEqual(name.octets);
    return name.labels().map((label) => Buffer.from(label).toString('hex'));
  } catch (error) {
    expect(error).toBeInstanceOf(ParseError);
    return 'refused';
  }
}

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { MAX_INPUT_OCTETS } from '../input/draft.ts';

/** Material of other projects: see README.md there. It is absent on most machines. */
const FOLDER = process.env['VECTORS_DIR'] ?? join(import.meta.dirname, '../../../../shared/vectors');

/** What the vectors hold, in the forms that inputs are made of. */
export interface Vectors {
  readonly messages: readonly Uint8Array[];
  readonly rdata: readonly { readonly type: string; readonly octets: Uint8Array }[];
  readonly texts: readonly { readonly type: string; readonly text: string }[];
  readonly names: readonly string[];
  readonly zones: readonly string[];
}

const NONE: Vectors = { messages: [], rdata: [], texts: [], names: [], zones: [] };
let read: Vectors | undefined;

/** The vectors, read once; all empty where the folder is absent. */
export function vectors(): Vectors {
  return (read ??= existsSync(FOLDER) ? readVectors() : NONE);
}

interface RdataVector {
  readonly type: string;
  readonly text?: string;
  readonly canonical_text?: string;
  readonly rdata?: string | null;
  readonly wire?: string | null;
}

function readVectors(): Vectors {
  const rdata = ['example_zone_rdata', 'rdata_from_text', 'rdata_from_wire']
    .flatMap((file) => jsonLines<RdataVector>('rdata', `${file}.jsonl`))
    .concat(jsonLines('svcb', 'svcb.jsonl'));
  return {
    messages: messages().filter(({ length }) => length <= MAX_INPUT_OCTETS),
    rdata: rdata.flatMap(({ type, rdata, wire }) =>
      [rdata, wire].flatMap((hex) => (typeof hex === 'string' ? [{ type, octets: fromHex(hex) }] : [])),
    ),
    texts: rdata.flatMap(({ type, text, canonical_text }) =>
      [text, canonical_text].flatMap((each) => (each === undefined ? [] : [{ type, text: each }])),
    ),
    names: [
      ...jsonLines<{ text: string }>('rdata', 'name_from_text.jsonl').map(({ text }) => text),
      ...lines('lists', 'opendns-random-10000.txt').slice(0, 1000),
    ],
    zones: [
      text('rdata', 'test_ldnsrr.4'),
      text('rdata', 'test_ldnsrr.5'),
      text('dnssec-crypto', 'rfc4035-appendix-A.zone'),
      text('dnssec-crypto', 'rfc5155-appendix-A.zone'),
    ],
  };
}

function messages(): Uint8Array[] {
  const wire = names('wire')
    .filter((file) => file.endsWith('.jsonl.gz'))
    .flatMap((file) =>
      gunzipSync(readFileSync(join(FOLDER, 'wire', file)))
        .toString()
        .split('\n'),
    )
    .filter(Boolean)
    .map((line) => (JSON.parse(line) as { hex: string }).hex);
  const answers = names('dnssec-stub', 'original').flatMap((file) => {
    const { upstream } = JSON.parse(text('dnssec-stub', 'original', file)) as StubScenario;
    return upstream.flatMap((table) => Object.values(table).map(({ wire }) => wire));
  });
  return [...new Set([...wire, ...answers])].map(fromHex);
}

interface StubScenario {
  readonly upstream: readonly Readonly<Record<string, { readonly wire: string }>>[];
}

function jsonLines<T>(...path: string[]): T[] {
  return lines(...path).map((line) => JSON.parse(line) as T);
}

function lines(...path: string[]): string[] {
  return text(...path)
    .split('\n')
    .filter(Boolean);
}

function text(...path: string[]): string {
  return readFileSync(join(FOLDER, ...path), 'utf8');
}

function names(...path: string[]): string[] {
  return readdirSync(join(FOLDER, ...path));
}

function fromHex(hex: string): Uint8Array {
  return Uint8Array.from(Buffer.from(hex, 'hex'));
}

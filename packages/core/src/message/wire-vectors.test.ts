import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { WireError } from '../errors/index.ts';
import { allTypes } from '../rdata/index.ts';
import { decodeMessage } from './decode.ts';
import { encodeMessage } from './encode.ts';
import type { Message, ResourceRecord } from './message.ts';

/** Real and hostile messages, with what dnspython reads in them. Where the folder is absent, the suite is skipped. */
const FOLDER =
  process.env['VECTORS_DIR'] ?? fileURLToPath(new URL('../../../../../shared/vectors', import.meta.url));
const SUITES = ['c-ares-fuzzinput', 'unbound-test_packets-drill', 'unbound-test_packets-pcat'];
interface Vector {
  readonly name: string;
  readonly hex: string;
  readonly dnspython:
    | { readonly ok: false }
    | { readonly ok: true; readonly id: number; readonly sections: readonly Section[] };
}
/** Owner, type, class and TTL of each record. */
type Section = readonly (readonly [owner: string, type: number, recordClass: number, ttl: number])[];

describe.skipIf(!existsSync(FOLDER))('messages of other projects', () => {
  it.each(SUITES)('%s: read as dnspython reads them, or refused with WireError', (suite) => {
    const text = gunzipSync(readFileSync(`${FOLDER}/wire/${suite}.jsonl.gz`)).toString();
    const vectors = text
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Vector);
    for (const { name, hex, dnspython } of vectors) {
      const message = read(Buffer.from(hex, 'hex'));
      expect([name, message !== undefined]).toEqual([name, dnspython.ok]);
      if (message === undefined || !dnspython.ok) continue;
      expect(message.id).toBe(dnspython.id);
      const sections = [message.answers, message.authorities, message.additionals];
      expect(sections.map(typesOf)).toEqual(
        dnspython.sections.map((section) => sorted(section.map(([, type]) => type))),
      );
      expect(decodeMessage(encodeMessage(message, { types: allTypes }), { types: allTypes })).toEqual(
        message,
      );
    }
    console.info(`${suite}: ${vectors.length} cases passed`);
  });
});

function read(bytes: Uint8Array): Message | undefined {
  try {
    return decodeMessage(bytes, { types: allTypes });
  } catch (error) {
    expect(error).toBeInstanceOf(WireError);
    return undefined;
  }
}

function typesOf(records: readonly ResourceRecord[]): number[] {
  return sorted(records.map(({ type }) => allTypes.codeOf(type)));
}

/** dnspython gathers records into RRsets, so that only their number by type is the same. */
function sorted(types: readonly number[]): number[] {
  return types.toSorted((left, right) => left - right);
}

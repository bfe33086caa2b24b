import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WireError } from '../errors/index.ts';
import { decodeMessage, encodeMessage, queryMessage, type ResourceRecord } from '../message/index.ts';
import { Name } from '../name/index.ts';
import { allTexts, parseRdata, printRdata } from '../presentation/index.ts';
import { SAMPLES, sampleRecords } from '../testing/message-samples.ts';
import * as common from './common-codecs.ts';
import * as further from './further-codecs.ts';
import { allTypes, decodeRdata, encodeRdata, type KnownType, type Rdata } from './index.ts';

const types = { types: allTypes };
const texts = { types: allTexts };
const mnemonics = [...Object.keys(common), ...Object.keys(further)] as KnownType[];

/** The types whose names may be written as pointers: those of RFC 1035 (RFC 3597 4). */
const COMPRESSED = new Set(['NS', 'MD', 'MF', 'CNAME', 'SOA', 'MB', 'MG', 'MR', 'PTR', 'MINFO', 'MX']);

describe('every type', () => {
  it('has a sample', () => {
    const sampled = new Set<string>(SAMPLES.map(([type]) => type));
    expect(mnemonics.filter((type) => !sampled.has(type))).toEqual([]);
  });

  it.each(SAMPLES)('%s %s is printed as it was read, and read as it was written', (type, text) => {
    const parsed = parseRdata(type, text, texts);
    expect(printRdata(type, parsed, texts)).toBe(text);
    expect(decodeRdata(type, encodeRdata(type, parsed, types), types)).toEqual(parsed);
  });

  it('has a text that is read again, and octets that are, for whatever is decoded', () => {
    const anyRdata = fc
      .tuple(fc.constantFrom(...mnemonics), fc.uint8Array({ maxLength: 48 }))
      .map(([type, octets]) => ({ type, octets }));
    const mutated = fc
      .tuple(
        fc.constantFrom(...SAMPLES),
        fc.array(fc.tuple(fc.nat(80), fc.nat(255)), { minLength: 1, maxLength: 4 }),
        fc.nat(80),
      )
      .map(([[type, text], changes, length]) => {
        const octets = encodeRdata(type, parseRdata(type, text, texts), types);
        for (const [at, octet] of changes) if (at < octets.length) octets[at] = octet;
        return { type, octets: octets.subarray(0, Math.max(length, octets.length - length)) };
      });
    fc.assert(
      fc.property(fc.oneof(anyRdata, mutated), ({ type, octets }) => {
        let decoded: Rdata;
        try {
          decoded = decodeRdata(type, octets, types);
        } catch (error) {
          expect(error).toBeInstanceOf(WireError);
          return;
        }
        expect(decodeRdata(type, encodeRdata(type, decoded, types), types)).toEqual(decoded);
        expect(parseRdata(type, printRdata(type, decoded, texts), texts)).toEqual(decoded);
      }),
      { numRuns: 10_000 },
    );
  });

  it('has its names written as pointers where RFC 3597 4 allows it, and nowhere else', () => {
    for (const record of sampleRecords) {
      const plain = encodeRdata(record.type, record.rdata, types);
      // With the name of the record's rdata, where it has one, before the record.
      for (const name of namesIn(record.rdata)) {
        const bytes = encodeMessage({ ...queryMessage(name, 'A'), answers: [record] }, types);
        const written = Buffer.from(bytes.subarray(-plain.length)).equals(plain) ? 'plain' : 'compressed';
        const expected = COMPRESSED.has(record.type) && !name.isRoot ? 'compressed' : 'plain';
        expect([record.type, written]).toEqual([record.type, expected]);
      }
    }
  });

  it('is taken with its names compressed, as RFC 3597 4 asks for some and real servers do', () => {
    const withNames = sampleRecords.filter(({ rdata }) => namesIn(rdata).some((name) => !name.isRoot));
    expect(new Set(withNames.map(({ type }) => type))).toEqual(
      new Set(
        `NS CNAME SOA PTR MX SRV SVCB MD MF MB MG MR MINFO RP AFSDB RT NSAP-PTR SIG PX NXT NAPTR KX A6 DNAME IPSECKEY RRSIG
        NSEC HIP TALINK LP TKEY TSIG AMTRELAY DSYNC`
          .split(/\s+/)
          .filter((type) => mnemonics.includes(type as KnownType)),
      ),
    );
    for (const record of withNames) expect(decodedWithPointers(record)).toEqual(record.rdata);
  });
});

function namesIn(value: unknown): Name[] {
  if (value instanceof Name) return [value];
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return [];
  return Object.values(value).flatMap(namesIn);
}

/** The rdata as it is read from a message that has each of its names as a pointer to a question. */
function decodedWithPointers(record: ResourceRecord): Rdata | undefined {
  const names = namesIn(record.rdata).filter((name) => !name.isRoot);
  const questions = names.map((name) => ({ name, type: 'A', class: 'IN' }) as const);
  const message = Buffer.from(encodeMessage({ ...queryMessage('.', 'A'), questions }, types));
  let rdata = Buffer.from(encodeRdata(record.type, record.rdata, types));
  let offset = 12;
  for (const { octets } of names) {
    const at = rdata.indexOf(octets);
    const pointer = Buffer.of(0xc0 | (offset >>> 8), offset & 0xff);
    rdata = Buffer.concat([rdata.subarray(0, at), pointer, rdata.subarray(at + octets.length)]);
    offset += octets.length + 4;
  }
  const head = Buffer.alloc(11);
  head.writeUInt16BE(allTypes.codeOf(record.type), 1);
  head.writeUInt16BE(1, 3);
  head.writeUInt16BE(rdata.length, 9);
  message.writeUInt16BE(1, 6);
  return decodeMessage(Buffer.concat([message, head, rdata]), types).answers[0]?.rdata;
}

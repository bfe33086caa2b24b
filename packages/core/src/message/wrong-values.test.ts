import { inspect } from 'node:util';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Name } from '../name/index.ts';
import { allTypes, decodeRdata, encodeRdata, type KnownType, type Rdata } from '../rdata/index.ts';
import { sampleRecords } from '../testing/message-samples.ts';
import { OPTION_SAMPLES } from '../testing/option-samples.ts';
import {
  decodeMessage,
  type EdnsOption,
  type EdnsOptionName,
  encodeMessage,
  type Message,
  queryMessage,
} from './index.ts';

const types = { types: allTypes };

/** What plain JavaScript may pass where the types rule it out, and numbers that no field holds. */
const WRONG: readonly unknown[] = [
  undefined,
  null,
  true,
  -1,
  0.5,
  2 ** 64,
  Number.NaN,
  7,
  7n,
  '',
  '7',
  'example.com',
  '__proto__',
  [],
  [7],
  ['a'],
  {},
  new Uint16Array(3),
  new ArrayBuffer(3),
  () => 7,
];

/** A value with one of its fields, at any depth, replaced by each wrong value. */
function* spoilt(value: unknown, path = ''): Generator<[path: string, value: unknown]> {
  for (const wrong of WRONG) if (isOfAnotherKind(wrong, value)) yield [path, wrong];
  if (Array.isArray(value)) {
    for (const [at, each] of value.entries())
      for (const [where, item] of spoilt(each, `${path}[${at}]`)) yield [where, value.with(at, item)];
  } else if (isPlain(value)) {
    for (const [key, each] of Object.entries(value))
      for (const [where, field] of spoilt(each, `${path}.${key}`)) yield [where, { ...value, [key]: field }];
  }
}

/** That it can be told from what belongs there: truth is anything in JavaScript, and what is empty lacks nothing. */
function isOfAnotherKind(wrong: unknown, value: unknown): boolean {
  if (typeof value === 'boolean') return false;
  if (Array.isArray(value)) return wrong !== '' && !(wrong instanceof Uint16Array);
  if (value instanceof Map)
    return wrong !== null && wrong !== '' && !(Array.isArray(wrong) && wrong.length === 0);
  return !isPlain(value) || typeof wrong !== 'object' || wrong === null;
}

function isPlain(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}

/** What is wrong about how it ends: it must be refused with its place, or read back as it is, being right after all. */
function faultOf(place: RegExp, encodeAndDecode: () => [decoded: unknown, expected: unknown]): unknown {
  try {
    const [decoded, expected] = encodeAndDecode();
    expect(decoded).toEqual(expected);
    return undefined;
  } catch (error) {
    const isRefusal = error instanceof RangeError || error instanceof TypeError;
    return isRefusal && place.test(error.message) ? undefined : String(error);
  }
}

describe('wrong values', () => {
  it.each(sampleRecords.map((record) => [record.type, record] as const))(
    'are refused with their place, or right after all, in the rdata of %s',
    (type, { rdata }) => {
      const faults: unknown[] = [];
      for (const [path, wrong] of spoilt(rdata)) {
        const fault = faultOf(new RegExp(`^rdata of ${type}: .`), () => {
          const octets = encodeRdata<KnownType>(type, wrong as Rdata, types);
          return [decodeRdata<KnownType>(type, octets, types), wrong];
        });
        if (fault !== undefined) faults.push([path, inspect(wrong), fault]);
      }
      expect(faults).toEqual([]);
    },
  );

  it.each(Object.keys(OPTION_SAMPLES) as EdnsOptionName[])(
    'are refused with their place, or right after all, in the EDNS option %s',
    (code) => {
      const samples = fc.sample<unknown>(OPTION_SAMPLES[code], { numRuns: 4, seed: 4 });
      const faults: unknown[] = [];
      for (const [path, wrong] of samples.flatMap((sample) => [...spoilt(sample)])) {
        const fault = faultOf(new RegExp(`^edns: option ${code}: .`), () => {
          const message = withOption({ code, data: wrong } as EdnsOption);
          return [decodeMessage(encodeMessage(message, types), types), message];
        });
        if (fault !== undefined) faults.push([path, inspect(wrong), fault]);
      }
      expect(faults).toEqual([]);
    },
  );

  it('are refused with their place, or right after all, anywhere else in a message', () => {
    const message: Message = {
      ...withOption({ code: 'OPT65001', data: Uint8Array.of(1) }),
      answers: sampleRecords.slice(0, 1),
      additionals: sampleRecords.slice(0, 1),
    };
    const place = /^(?:id|questions|answers|authorities|additionals|edns)\b|is no (?:OPCODE|RCODE) mnemonic$/;
    const faults: unknown[] = [];
    for (const [path, wrong] of spoilt(message)) {
      if (path === '' || path === '.edns') continue;
      const fault = faultOf(place, () => [
        decodeMessage(encodeMessage(wrong as Message, types), types),
        wrong,
      ]);
      if (fault !== undefined) faults.push([path, inspect(wrong), fault]);
    }
    expect(faults).toEqual([]);
  });

  it('say which record has them', () => {
    const record = {
      name: Name.from('example.com'),
      type: 'MX',
      class: 'IN',
      ttlSeconds: 300,
      rdata: { preference: 10, exchange: 'mail.example.com' },
    };
    const message = { ...queryMessage('example.com', 'MX'), answers: [sampleRecords[0], record] };
    expect(() => encodeMessage(message as never)).toThrow(
      /^answers: MX of example\.com\.: a field is missing or of another type .*: /,
    );
    const many = { ...record, rdata: { preference: 65_536, exchange: Name.root } };
    expect(() => encodeMessage({ ...message, answers: [many] } as never)).toThrow(
      'answers: MX of example.com.: 65536 is not an integer from 0 to 65535',
    );
    expect(() => encodeMessage({ ...message, answers: undefined } as never)).toThrow('answers: not a list');
  });
});

function withOption(option: EdnsOption): Message {
  return queryMessage('example', 'A', {
    edns: { udpPayloadOctets: 1232, version: 0, dnssecOk: false, options: [option] },
  });
}

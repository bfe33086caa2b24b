import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { messageFromJson, messageToJson } from './json/index.ts';
import { extendedErrorCodes } from './message/extended-errors.ts';
import { allTexts, parseRdata, parseRecord } from './presentation/index.ts';
import { parseEdnsOption, parseMessage, printMessage } from './text/index.ts';
import { allTypes, TypeBitmap } from './types.ts';
import {
  decodeMessage,
  ednsOptionCodes,
  encodeMessage,
  Name,
  opcodes,
  ParseError,
  parseQuestionType,
  queryMessage,
  rcodes,
  recordClasses,
  resourceRecord,
  txtFrom,
} from './wire.ts';
import { parseZone } from './zone/index.ts';

/** What every object has without having been given it. */
const WORDS = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'valueOf',
  'hasOwnProperty',
  '__defineGetter__',
];
const BUILT_IN = [Object.prototype, Array.prototype, Function.prototype, Map.prototype, Uint8Array.prototype];

const texts = { types: allTexts };
const types = { types: allTypes };
let before: readonly unknown[];
/** Every member of the built-in prototypes, and what it is. */
const state = (): unknown[] =>
  BUILT_IN.flatMap((each) =>
    Reflect.ownKeys(each).flatMap((key): unknown[] => {
      const descriptor = Reflect.getOwnPropertyDescriptor(each, key);
      const value: unknown = descriptor?.value;
      return [key, value, descriptor?.get];
    }),
  );

describe.each(WORDS)('the word %s', (word) => {
  beforeAll(() => {
    before = state();
  });

  afterAll(() => {
    const after = state();
    expect(after).toHaveLength(before.length);
    expect(after.every((each, at) => Object.is(each, before[at]))).toBe(true);
  });

  it('is a name like any other, in every form of a message', () => {
    const message = queryMessage(word, 'TXT', {
      answers: [
        resourceRecord(word, 'TXT', 1, txtFrom(word)),
        resourceRecord(`a.${word}`, 'CNAME', 1, { cname: Name.from(word) }),
      ],
    });
    expect(decodeMessage(encodeMessage(message))).toEqual(message);
    expect(messageFromJson(JSON.parse(JSON.stringify(messageToJson(message))))).toEqual(message);
    expect(parseMessage(printMessage(message))).toEqual(message);
    expect([...parseZone(`$ORIGIN ${word}.\n@ 1 TXT ${word}\na 1 CNAME ${word}.`)]).toEqual(message.answers);
  });

  it('is no mnemonic of any table', () => {
    expect(allTypes.parse(word)).toBeUndefined();
    expect(parseQuestionType(word, allTypes)).toBeUndefined();
    expect(() => allTypes.of(word as 'A')).toThrow(RangeError);
    expect(() => allTexts.of(word as 'A')).toThrow(RangeError);
    expect(() => TypeBitmap.of([word as 'A'], allTypes)).toThrow(RangeError);
    for (const table of [opcodes, rcodes, recordClasses, ednsOptionCodes, extendedErrorCodes]) {
      expect(table.parse(word)).toBeUndefined();
      expect(() => table.code(word as never)).toThrow(RangeError);
    }
  });

  it.each([
    (): unknown => parseRecord(`a. 1 ${word} A 192.0.2.1`),
    (): unknown => parseRecord(`a. 1 IN ${word} 192.0.2.1`, texts),
    (): unknown => parseRecord(`a. ${word} IN A 192.0.2.1`),
    (): unknown => [...parseZone(`$${word} 1`)],
    (): unknown => parseRdata('CERT', `${word} 0 0 AQID`, texts),
    (): unknown => parseRdata('WKS', `192.0.2.1 ${word} 25`, texts),
    (): unknown => parseRdata('WKS', `192.0.2.1 TCP ${word}`, texts),
    (): unknown => parseRdata('TSIG', `a. 1 1 0 1 ${word} 0`, texts),
    (): unknown => parseRdata('NSEC', `a. ${word}`, texts),
    (): unknown => parseRdata('HTTPS', `1 . ${word}=1`),
    (): unknown => parseRdata('HTTPS', `1 . mandatory=${word}`),
    (): unknown => parseEdnsOption(`${word}: 00`),
    (): unknown => parseMessage(printMessage(queryMessage('a', 'A')).replace('QUERY,', `${word},`)),
    (): unknown => parseMessage(printMessage(queryMessage('a', 'A')).replace('NOERROR', word)),
    (): unknown => parseMessage(printMessage(queryMessage('a', 'A')).replace(': rd', `: ${word}`)),
    (): unknown => parseMessage(printMessage(queryMessage('a', 'A')).replace('QUERY: 1', `${word}: 1`)),
    (): unknown => parseMessage(printMessage(queryMessage('a', 'A')).replace('QUESTION', word)),
    (): unknown => messageFromJson({ QNAME: 'a', QTYPEname: word }),
    (): unknown => messageFromJson({ QNAME: 'a', QTYPE: 1, QCLASSname: word }),
    (): unknown =>
      messageFromJson({ answerRRs: [{ NAME: 'a', TYPEname: word, TTL: 1, [`rdata${word}`]: '1' }] }),
  ])('is refused with ParseError where a word of a table belongs, case %#', (read) => {
    expect(read).toThrow(ParseError);
  });

  it('adds nothing as a member of JSON, not with members of its own either', () => {
    const json: unknown = JSON.parse(`{"${word}": {"ID": 7, "QR": true, "answerRRs": [{"${word}": 1}]}}`);
    const { id, qr, answers } = messageFromJson(json);
    expect([id, qr, answers]).toEqual([0, false, []]);
  });

  it('is the type of no record that is encoded', () => {
    const record = { ...resourceRecord('a', 'TYPE65280', 1, { data: new Uint8Array() }), type: word };
    const message = { ...queryMessage('a', 'A'), answers: [record] };
    expect(() => encodeMessage(message as never, types)).toThrow(RangeError);
  });
});

import {
  decodeMessage,
  type Message,
  opcodes,
  type Question,
  questionTypeOf,
  rcodes,
  type ResourceRecord,
} from '../message/index.ts';
import { type Edns, OPT, readEdns } from '../message/edns.ts';
import { commonTexts } from '../presentation/common-texts.ts';
import type { TextOptions } from '../presentation/rdata-text.ts';
import type { CommonType, KnownType, NumberedType, RecordTexts, RecordTypes } from '../rdata/index.ts';
import { Reader, Writer } from '../wire/index.ts';
import { JsonObject, MAX_ITEMS } from './json-object.ts';
import { readClass, readName, readTtl, readType } from './members.ts';
import { checkLength, readHead, recordOf } from './record-members.ts';

/**
 * A message from the form of RFC 8427, as `JSON.parse` gives it. Flags may be Booleans or 0 and 1, and what is absent is
 * false, 0 or empty. Records may be alone or in an `rrSet`; of their rdata, RDATAHEX counts before text in presentation form.
 * Where `messageOctetsHEX` is present, it alone counts.
 * Throws `ParseError`, and nothing else, for whatever is of another form, contradicts itself, or lies about its counts.
 */
export function messageFromJson<Known extends KnownType = CommonType>(
  json: unknown,
  options: TextOptions<Known> = {},
): Message<NoInfer<Known> | NumberedType> {
  const message = readMessage(new JsonObject(json), options.types ?? commonTexts);
  return message as Message<NoInfer<Known> | NumberedType>;
}

/** A record from the form of RFC 8427 2.2. Throws `ParseError`. */
export function recordFromJson<Known extends KnownType = CommonType>(
  json: unknown,
  options: TextOptions<Known> = {},
): ResourceRecord<NoInfer<Known> | NumberedType> {
  const object = new JsonObject(json);
  const texts: RecordTexts = options.types ?? commonTexts;
  const record = recordOf(readHead(object, texts.types), object, texts);
  return record as ResourceRecord<NoInfer<Known> | NumberedType>;
}

function readMessage(json: JsonObject, texts: RecordTexts): Message {
  const octets = json.octets('messageOctetsHEX');
  if (octets !== undefined)
    return json.within('messageOctetsHEX', () => decodeMessage<KnownType>(octets, { types: texts.types }));
  const { additionals, edns, extendedRcode } = readAdditionals(json, texts);
  return {
    id: json.integer('ID', 0, 0xffff) ?? 0,
    qr: json.flag('QR'),
    opcode: opcodes.name(json.integer('Opcode', 0, 0xf) ?? 0),
    aa: json.flag('AA'),
    tc: json.flag('TC'),
    rd: json.flag('RD'),
    ra: json.flag('RA'),
    ad: json.flag('AD'),
    cd: json.flag('CD'),
    rcode: rcodes.name((extendedRcode << 4) | (json.integer('RCODE', 0, 0xf) ?? 0)),
    questions: counted(json, 'QDCOUNT', readQuestions(json, texts.types)),
    answers: readRecords(json, 'answerRRs', 'ANCOUNT', texts),
    authorities: readRecords(json, 'authorityRRs', 'NSCOUNT', texts),
    additionals,
    ...(edns === undefined ? {} : { edns }),
  };
}

function readQuestions(json: JsonObject, types: RecordTypes): Question[] {
  if (json.has('questionRRs'))
    return json.objects('questionRRs').map((question) => readQuestion(question, '', types));
  const hasOne = json.has('QNAME') || json.has('QNAMEHEX');
  return hasOne ? [readQuestion(json, 'Q', types)] : [];
}

function readQuestion(json: JsonObject, prefix: string, types: RecordTypes): Question {
  return {
    name: readName(json, `${prefix}NAME`),
    type: questionTypeOf(readType(json, `${prefix}TYPE`, types), types),
    class: readClass(json, `${prefix}CLASS`),
  };
}

function readRecords(json: JsonObject, name: string, count: string, texts: RecordTexts): ResourceRecord[] {
  const records: ResourceRecord[] = [];
  for (const object of json.objects(name)) addRecords(records, readRecordOrSet(object, texts), json, count);
  checkCount(json, count, records.length);
  return records;
}

/** Each set may be as long as a section: what they are together is bounded before the next one is read. */
function addRecords(
  records: ResourceRecord[],
  more: readonly ResourceRecord[],
  json: JsonObject,
  count: string,
): void {
  for (const record of more) records.push(record);
  if (records.length > MAX_ITEMS) throw json.error(`is over ${MAX_ITEMS}`, count);
}

function readRecordOrSet(json: JsonObject, texts: RecordTexts): ResourceRecord[] {
  const head = readHead(json, texts.types);
  const rdatas = json.has('rrSet') ? json.objects('rrSet') : [json];
  return rdatas.map((rdata) => recordOf(head, rdata, texts));
}

/** All records of the section but OPT, which is taken out of it. */
function readAdditionals(
  json: JsonObject,
  texts: RecordTexts,
): { additionals: ResourceRecord[]; edns: Edns | undefined; extendedRcode: number } {
  const additionals: ResourceRecord[] = [];
  let opt: { edns: Edns; extendedRcode: number } | undefined;
  for (const object of json.objects('additionalRRs')) {
    if (isOpt(object)) {
      if (opt !== undefined) throw object.error('is a second OPT record');
      opt = readOpt(object);
    } else {
      addRecords(additionals, readRecordOrSet(object, texts), json, 'ARCOUNT');
    }
  }
  checkCount(json, 'ARCOUNT', additionals.length + (opt === undefined ? 0 : 1));
  return { additionals, edns: opt?.edns, extendedRcode: opt?.extendedRcode ?? 0 };
}

/** By its number, or by its name alone, which no registry of types has. */
function isOpt(json: JsonObject): boolean {
  const code = json.integer('TYPE', 0, 0xffff);
  return code === undefined ? json.text('TYPEname')?.toUpperCase() === 'OPT' : code === OPT;
}

/** From a record of the same octets, as what is class and TTL of others means something else (RFC 6891 6.1.2). */
function readOpt(json: JsonObject): { edns: Edns; extendedRcode: number } {
  if (!readName(json, 'NAME').isRoot) throw json.error('is an OPT record that is not owned by the root');
  const octets = json.octets('RDATAHEX') ?? new Uint8Array();
  const writer = new Writer();
  writer.u16(json.integer('CLASS', 0, 0xffff) ?? 0);
  writer.u32(readTtl(json) >>> 0);
  checkLength(json, octets);
  writer.u16(octets.length);
  writer.octets(octets);
  return json.within('RDATAHEX', () => readEdns(new Reader(writer.finish())));
}

function counted<T>(json: JsonObject, member: string, items: readonly T[]): readonly T[] {
  checkCount(json, member, items.length);
  return items;
}

function checkCount(json: JsonObject, member: string, count: number): void {
  if (count > MAX_ITEMS) throw json.error(`is over ${MAX_ITEMS}`, member);
  const said = json.integer(member, 0, MAX_ITEMS) ?? count;
  if (said !== count) throw json.error(`is ${said}, but there are ${count}`, member);
}

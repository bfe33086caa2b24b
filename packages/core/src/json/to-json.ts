import {
  type Message,
  opcodes,
  type Question,
  questionTypeCode,
  rcodes,
  recordClasses,
  type ResourceRecord,
} from '../message/index.ts';
import { type Edns, OPT, writeEdns } from '../message/edns.ts';
import { commonTexts } from '../presentation/common-texts.ts';
import type { TextOptions } from '../presentation/rdata-text.ts';
import {
  type CommonType,
  encodeRdata,
  type KnownType,
  type NumberedType,
  type RecordTexts,
  type RecordTypes,
} from '../rdata/index.ts';
import { printHex } from '../rdata/octets-text.ts';
import { Reader, Writer } from '../wire/index.ts';
import type { JsonMessage, JsonQuestion, JsonRecord } from './json-forms.ts';

/**
 * A message in the form of RFC 8427, for `JSON.stringify`. Rdata stands in it as octets, and beside them as text where the
 * type is registered.
 * Throws `RangeError` for what cannot be encoded, as `encodeMessage` does.
 */
export function messageToJson<Known extends KnownType = CommonType>(
  message: Message<NoInfer<Known> | NumberedType>,
  options: TextOptions<Known> = {},
): JsonMessage {
  return messageForm(message, options.types ?? commonTexts);
}

/** A record in the form of RFC 8427 2.2. Throws `RangeError` for what cannot be encoded. */
export function recordToJson<Known extends KnownType = CommonType>(
  record: ResourceRecord<NoInfer<Known> | NumberedType>,
  options: TextOptions<Known> = {},
): JsonRecord {
  return recordForm(record, options.types ?? commonTexts);
}

function messageForm(message: Message, types: RecordTexts): JsonMessage {
  const rcode = rcodes.code(message.rcode);
  if (rcode > 0xf && message.edns === undefined) throw new RangeError(`${message.rcode} needs EDNS`);
  const additionalRRs = message.additionals.map((record) => recordForm(record, types));
  if (message.edns !== undefined) additionalRRs.push(optForm(message.edns, rcode >>> 4));
  return {
    ID: message.id,
    QR: message.qr,
    Opcode: opcodes.code(message.opcode),
    AA: message.aa,
    TC: message.tc,
    RD: message.rd,
    RA: message.ra,
    AD: message.ad,
    CD: message.cd,
    RCODE: rcode & 0xf,
    QDCOUNT: message.questions.length,
    ANCOUNT: message.answers.length,
    NSCOUNT: message.authorities.length,
    ARCOUNT: additionalRRs.length,
    ...questionMembers(message.questions, types.types),
    answerRRs: message.answers.map((record) => recordForm(record, types)),
    authorityRRs: message.authorities.map((record) => recordForm(record, types)),
    additionalRRs,
  };
}

function questionMembers(questions: readonly Question[], types: RecordTypes): Partial<JsonMessage> {
  const forms = questions.map((question) => questionForm(question, types));
  const [first] = forms;
  if (first === undefined) return {};
  if (forms.length > 1) return { questionRRs: forms };
  return {
    QNAME: first.NAME,
    QTYPE: first.TYPE,
    QTYPEname: first.TYPEname,
    QCLASS: first.CLASS,
    QCLASSname: first.CLASSname,
  };
}

function questionForm({ name, type, class: recordClass }: Question, types: RecordTypes): JsonQuestion {
  return {
    NAME: name.toString(),
    TYPE: questionTypeCode(type, types),
    TYPEname: type,
    CLASS: recordClasses.code(recordClass),
    CLASSname: recordClass,
  };
}

function recordForm(record: ResourceRecord, texts: RecordTexts): JsonRecord {
  const { type, rdata } = record;
  const octets = encodeRdata<KnownType>(type, rdata, { types: texts.types });
  const isTyped = !type.startsWith('TYPE');
  return {
    ...questionForm(record, texts.types),
    TTL: record.ttlSeconds,
    RDLENGTH: octets.length,
    RDATAHEX: printHex(octets),
    ...(isTyped ? { [`rdata${type}`]: texts.of(type).print(rdata) } : {}),
  };
}

/** What is class and TTL of another record means something else in this one (RFC 6891 6.1.2). */
function optForm(edns: Edns, extendedRcode: number): JsonRecord {
  const writer = new Writer();
  writeEdns(writer, edns, extendedRcode);
  const reader = new Reader(writer.finish());
  reader.octets(3);
  const recordClass = reader.u16();
  const ttl = reader.u32();
  const length = reader.u16();
  return {
    NAME: '.',
    TYPE: OPT,
    TYPEname: 'OPT',
    CLASS: recordClass,
    CLASSname: recordClasses.name(recordClass),
    TTL: ttl | 0,
    RDLENGTH: length,
    RDATAHEX: printHex(reader.octets(length)),
  };
}

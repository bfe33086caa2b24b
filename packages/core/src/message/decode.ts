import type { WireError } from '../errors/index.ts';
import { type Name, readName } from '../name/index.ts';
import {
  type CommonType,
  commonTypes,
  type KnownType,
  type NumberedType,
  type RecordTypes,
} from '../rdata/index.ts';
import {
  AA,
  AD,
  CD,
  HEADER_OCTETS,
  MAX_TTL_SECONDS,
  opcodeOf,
  QR,
  QUESTION_FIELDS_OCTETS,
  RA,
  RD,
  rcodeOf,
  Reader,
  readHeader,
  RECORD_FIELDS_OCTETS,
  TC,
  u16At,
  u32At,
} from '../wire/index.ts';
import { DSO, opcodes, rcodes, recordClasses } from './codes.ts';
import { type Edns, OPT, readEdns } from './edns.ts';
import type { Message, Question, ResourceRecord } from './message.ts';
import { questionTypeOf } from './question-type.ts';
import { rdataForm } from './rdata-form.ts';

const ROOT_LABEL = 0;
const TYPE_OCTETS = 2;

export interface DecodeOptions<Known extends KnownType = KnownType> {
  /** The types whose rdata is read; that of others stays octets. The common types by default. */
  readonly types?: RecordTypes<Known>;
}

/**
 * Reads a whole message. What it returns shares no memory with `bytes`, and holds less than 64 octets for each of them.
 * Throws `WireError`, and nothing else, for whatever is not a message: octets behind the last record included, and with
 * them the TLVs of DSO messages (RFC 8490 5.4), which this does not read. Throws `TypeError` for what is no `Uint8Array`.
 */
export function decodeMessage<Known extends KnownType = CommonType>(
  bytes: Uint8Array,
  options: DecodeOptions<Known> = {},
): Message<NoInfer<Known> | NumberedType> {
  return readMessage(new Reader(bytes), options.types ?? commonTypes) as Message<
    NoInfer<Known> | NumberedType
  >;
}

/** Reads a whole message; who brings the reader sees what names cost. */
export function readMessage(reader: Reader, types: RecordTypes): Message {
  const { id, bits, questionCount, answerCount, authorityCount, additionalCount } = readHeader(reader);
  const questions = readQuestions(reader, types, questionCount);
  const answers = readRecords(reader, types, answerCount);
  const authorities = readRecords(reader, types, authorityCount);
  const { additionals, edns, extendedRcode } = readAdditionals(reader, types, additionalCount);
  if (reader.remaining > 0) throw restError(reader, opcodeOf(bits));
  const message: Message & { edns?: Edns } = {
    id,
    qr: (bits & QR) !== 0,
    opcode: opcodes.name(opcodeOf(bits)),
    aa: (bits & AA) !== 0,
    tc: (bits & TC) !== 0,
    rd: (bits & RD) !== 0,
    ra: (bits & RA) !== 0,
    ad: (bits & AD) !== 0,
    cd: (bits & CD) !== 0,
    rcode: rcodes.name((extendedRcode << 4) | rcodeOf(bits)),
    questions,
    answers,
    authorities,
    additionals,
  };
  if (edns !== undefined) message.edns = edns;
  return message;
}

function restError(reader: Reader, opcode: number): WireError {
  const isDso = opcode === DSO && reader.offset === HEADER_OCTETS;
  return reader.error(
    isDso ? 'the TLVs of a DSO message are not read' : `${reader.remaining} octets behind the last record`,
  );
}

function readQuestions(reader: Reader, types: RecordTypes, count: number): Question[] {
  if (count === 0) return [];
  // Counts are untrusted: the array grows with what is really there, which is one question in nearly all messages.
  const questions = [readQuestion(reader, types)];
  while (questions.length < count) questions.push(readQuestion(reader, types));
  return questions;
}

function readQuestion(reader: Reader, types: RecordTypes): Question {
  const name = readName(reader);
  const at = reader.take(QUESTION_FIELDS_OCTETS);
  return {
    name,
    type: questionTypeOf(u16At(reader.bytes, at), types),
    class: recordClasses.name(u16At(reader.bytes, at + 2)),
  };
}

function readRecords(reader: Reader, types: RecordTypes, count: number): ResourceRecord[] {
  const records: ResourceRecord[] = [];
  for (let index = 0; index < count; index++) {
    const name = readName(reader);
    records.push(readRecordBehind(reader, types, name));
  }
  return records;
}

/** Reads the rest of a record, the cursor behind its owner. */
function readRecordBehind(reader: Reader, types: RecordTypes, name: Name): ResourceRecord {
  const at = reader.take(RECORD_FIELDS_OCTETS);
  const { bytes } = reader;
  const classCode = u16At(bytes, at + 2);
  const ttl = u32At(bytes, at + 4);
  const length = u16At(bytes, at + 8);
  const { type, codec } = rdataForm(types, u16At(bytes, at), classCode, length);
  const end = reader.confine(length);
  const rdata = codec.read(reader, types);
  reader.release(end);
  return {
    name,
    type,
    class: recordClasses.name(classCode),
    ttlSeconds: ttl > MAX_TTL_SECONDS ? 0 : ttl,
    rdata,
  } as ResourceRecord;
}

function readAdditionals(
  reader: Reader,
  types: RecordTypes,
  count: number,
): { additionals: ResourceRecord[]; edns: Edns | undefined; extendedRcode: number } {
  const additionals: ResourceRecord[] = [];
  let edns: Edns | undefined;
  let extendedRcode = 0;
  for (let index = 0; index < count; index++) {
    const start = reader.offset;
    if (reader.bytes[start] === ROOT_LABEL && isOpt(reader, start + 1)) {
      reader.skip(1);
    } else {
      const name = readName(reader);
      if (!isOpt(reader, reader.offset)) {
        additionals.push(readRecordBehind(reader, types, name));
        continue;
      }
      if (!name.isRoot) throw reader.error('an OPT record that is not owned by the root', start);
    }
    // RFC 6891 6.1.1: at most one, owned by the root.
    if (edns !== undefined) throw reader.error('a second OPT record', start);
    reader.skip(TYPE_OCTETS);
    ({ edns, extendedRcode } = readEdns(reader));
  }
  return { additionals, edns, extendedRcode };
}

/** Whether an OPT record's type stands behind an owner. */
function isOpt({ bytes, end }: Reader, at: number): boolean {
  return at + TYPE_OCTETS <= end && u16At(bytes, at) === OPT;
}

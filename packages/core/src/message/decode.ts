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
  MAX_TTL_SECONDS,
  opcodeOf,
  QR,
  RA,
  RD,
  rcodeOf,
  Reader,
  readHeader,
  TC,
} from '../wire/index.ts';
import { opcodes, rcodes, recordClasses } from './codes.ts';
import { type Edns, OPT, readEdns } from './edns.ts';
import type { Message, Question, ResourceRecord } from './message.ts';
import { questionTypeOf } from './question-type.ts';
import { rdataForm } from './rdata-form.ts';

export interface DecodeOptions<Known extends KnownType = KnownType> {
  /** The types whose rdata is read; that of others stays octets. The common types by default. */
  readonly types?: RecordTypes<Known>;
}

/**
 * Reads a whole message. What it returns shares no memory with `bytes`.
 * Throws `WireError`, and nothing else, for whatever is not a message: octets behind the last record included.
 */
export function decodeMessage<Known extends KnownType = CommonType>(
  bytes: Uint8Array,
  options: DecodeOptions<Known> = {},
): Message<NoInfer<Known> | NumberedType> {
  return decode(new Reader(bytes), options.types ?? commonTypes) as Message<NoInfer<Known> | NumberedType>;
}

function decode(reader: Reader, types: RecordTypes): Message {
  const header = readHeader(reader);
  const { id, bits } = header;
  const questions = many(reader, types, header.questionCount, readQuestion);
  const answers = many(reader, types, header.answerCount, readRecord);
  const authorities = many(reader, types, header.authorityCount, readRecord);
  const { additionals, edns, extendedRcode } = readAdditionals(reader, types, header.additionalCount);
  if (reader.remaining > 0) throw reader.error(`${reader.remaining} octets behind the last record`);
  return {
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
    ...(edns === undefined ? {} : { edns }),
  };
}

/** The count is untrusted: the array grows with what is really there. */
function many<T>(
  reader: Reader,
  types: RecordTypes,
  count: number,
  read: (reader: Reader, types: RecordTypes) => T,
): T[] {
  const values: T[] = [];
  for (let index = 0; index < count; index++) values.push(read(reader, types));
  return values;
}

function readQuestion(reader: Reader, types: RecordTypes): Question {
  return {
    name: readName(reader),
    type: questionTypeOf(reader.u16(), types),
    class: recordClasses.name(reader.u16()),
  };
}

function readRecord(reader: Reader, types: RecordTypes): ResourceRecord {
  const name = readName(reader);
  return readRecordBehind(reader, types, name, reader.u16());
}

function readRecordBehind(reader: Reader, types: RecordTypes, name: Name, code: number): ResourceRecord {
  const recordClass = recordClasses.name(reader.u16());
  const ttl = reader.u32();
  const length = reader.u16();
  const { type, codec } = rdataForm(types, code, recordClass, length);
  const rdata = reader.within(length, (rdata) => codec.read(rdata, types));
  const ttlSeconds = ttl > MAX_TTL_SECONDS ? 0 : ttl;
  return { name, type, class: recordClass, ttlSeconds, rdata } as ResourceRecord;
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
    const name = readName(reader);
    const code = reader.u16();
    if (code !== OPT) {
      additionals.push(readRecordBehind(reader, types, name, code));
      continue;
    }
    // RFC 6891 6.1.1: at most one, owned by the root.
    if (edns !== undefined) throw reader.error('a second OPT record', start);
    if (!name.isRoot) throw reader.error('an OPT record that is not owned by the root', start);
    ({ edns, extendedRcode } = readEdns(reader));
  }
  return { additionals, edns, extendedRcode };
}

import { type Name, writeCompressedName, writeName } from '../name/index.ts';
import {
  type CommonType,
  commonTypes,
  type KnownType,
  type NumberedType,
  type RecordTypes,
} from '../rdata/index.ts';
import { isOfClass } from '../rdata/record-types.ts';
import {
  AA,
  AD,
  CD,
  HEADER_OCTETS,
  MAX_TTL_SECONDS,
  QR,
  QUESTION_FIELDS_OCTETS,
  RA,
  RD,
  TC,
  writeHeader,
  Writer,
} from '../wire/index.ts';
import { opcodes, rcodes, recordClasses } from './codes.ts';
import { type Edns, OPT, OPT_OCTETS, writeEdns } from './edns.ts';
import { encodeFault } from './encode-fault.ts';
import type { Message, Question, ResourceRecord } from './message.ts';
import { questionTypeCode } from './question-type.ts';

export interface EncodeOptions<Known extends KnownType = KnownType> {
  /** The types that the message may have by name. The common types by default. */
  readonly types?: RecordTypes<Known>;
}

/**
 * Writes a whole message, names compressed where RFC 3597 4 allows it and the OPT record last. In Node, its `buffer` may
 * hold more than it, as that of a `Buffer` may.
 * Throws `RangeError` where a field does not fit, the message outgrows 65,535 octets, an extended rcode has no EDNS, a type
 * is not registered or has another class's rdata, or an OPT record stands among the additionals; `TypeError` for what the
 * types rule out. Either says in which record, question or option.
 */
export function encodeMessage<Known extends KnownType = CommonType>(
  message: Message<NoInfer<Known> | NumberedType>,
  options: EncodeOptions<Known> = {},
): Uint8Array<ArrayBuffer> {
  const types: RecordTypes = options.types ?? commonTypes;
  try {
    return encode(message, types);
  } catch (error) {
    throw encodeFault(error, message, types, encode);
  }
}

function encode(message: Message, types: RecordTypes): Uint8Array<ArrayBuffer> {
  const { questions, answers, authorities, additionals, edns } = message;
  const rcode = rcodes.code(message.rcode);
  if (rcode > 0xf && edns === undefined) throw new RangeError(`${message.rcode} needs EDNS`);
  const bareQuestion = bareQuestionOf(message);
  const writer = new Writer(bareQuestion === undefined ? undefined : queryOctets(bareQuestion, edns));
  writeHeader(writer, {
    id: message.id,
    bits: bitsOf(message) | (rcode & 0xf),
    questionCount: questions.length,
    answerCount: answers.length,
    authorityCount: authorities.length,
    additionalCount: additionals.length + (edns === undefined ? 0 : 1),
  });
  // A name that nothing follows need not be remembered: most messages that are encoded are queries.
  const writeOwner = bareQuestion === undefined ? writeCompressedName : writeName;
  for (const question of questions) writeQuestion(writer, types, question, writeOwner);
  for (const record of answers) writeRecord(writer, types, record);
  for (const record of authorities) writeRecord(writer, types, record);
  for (const record of additionals) writeRecord(writer, types, record, true);
  if (edns !== undefined) writeEdns(writer, edns, rcode >>> 4);
  return writer.finish();
}

/** The question of a message that has one and no records, as queries do. */
function bareQuestionOf({ questions, answers, authorities, additionals }: Message): Question | undefined {
  const isBare = questions.length === 1 && answers.length + authorities.length + additionals.length === 0;
  return isBare ? questions[0] : undefined;
}

/** What a query takes, its options left out. */
function queryOctets({ name }: Question, edns: Edns | undefined): number {
  return HEADER_OCTETS + name.octets.length + QUESTION_FIELDS_OCTETS + (edns === undefined ? 0 : OPT_OCTETS);
}

function bitsOf(message: Message): number {
  return (
    (message.qr ? QR : 0) |
    (opcodes.code(message.opcode) << 11) |
    (message.aa ? AA : 0) |
    (message.tc ? TC : 0) |
    (message.rd ? RD : 0) |
    (message.ra ? RA : 0) |
    (message.ad ? AD : 0) |
    (message.cd ? CD : 0)
  );
}

function writeQuestion(
  writer: Writer,
  types: RecordTypes,
  question: Question,
  writeOwner: (writer: Writer, name: Name) => void,
): void {
  writeOwner(writer, question.name);
  writer.u16(questionTypeCode(question.type, types));
  writer.u16(recordClasses.code(question.class));
}

function writeRecord(
  writer: Writer,
  types: RecordTypes,
  { name, type, class: recordClass, ttlSeconds, rdata }: ResourceRecord,
  mayNotBeOpt = false,
): void {
  const registered = types.of(type);
  const { codec } = registered;
  const classCode = recordClasses.code(recordClass);
  if (!isOfClass(registered, classCode))
    throw new RangeError(`${type} is of class IN alone: in class ${recordClass} call it TYPE${codec.code}`);
  // It would be read as EDNS, or as a second OPT record.
  if (mayNotBeOpt && codec.code === OPT) throw new RangeError('an OPT record is encoded from `edns` alone');
  writeCompressedName(writer, name);
  writer.u16(codec.code);
  writer.u16(classCode);
  if (ttlSeconds > MAX_TTL_SECONDS) throw new RangeError(`a TTL of ${ttlSeconds}, over 2^31-1 (RFC 2181 8)`);
  writer.u32(ttlSeconds);
  const length = writer.take(2);
  codec.write(writer, rdata, types);
  writer.setU16(length, writer.offset - length - 2);
}

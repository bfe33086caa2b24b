import {
  type Message,
  type Question,
  questionTypeCode,
  questionTypeOf,
  type ResourceRecord,
} from '../message/index.ts';
import { commonTexts } from '../presentation/common-texts.ts';
import type { TextOptions } from '../presentation/rdata-text.ts';
import { recordLine } from '../presentation/record-line.ts';
import type { CommonType, KnownType, NumberedType, RecordTexts, RecordTypes } from '../rdata/index.ts';
import { printEdns } from './edns-text.ts';
import { FLAGS, sectionsOf } from './layout.ts';

/**
 * A message as `dig` prints it: header, OPT pseudosection, question and sections, their records in columns.
 * `parseMessage` reads the same message from it. Throws `RangeError` where a type is not registered.
 */
export function printMessage<Known extends KnownType = CommonType>(
  message: Message<NoInfer<Known> | NumberedType>,
  options: TextOptions<Known> = {},
): string {
  return [...printLines(message, options.types ?? commonTexts)].map((line) => `${line}\n`).join('');
}

function* printLines(message: Message, texts: RecordTexts): Generator<string> {
  const sections = sectionsOf(message);
  const opt = message.edns === undefined ? 0 : 1;
  const counts = sections.map(
    ({ section, count }) => `${count}: ${message[section].length + (section === 'additionals' ? opt : 0)}`,
  );
  const flags = FLAGS.filter((flag) => message[flag]).map((flag) => ` ${flag}`);
  yield `;; ->>HEADER<<- opcode: ${message.opcode}, status: ${message.rcode}, id: ${message.id}`;
  yield `;; flags:${flags.join('')}; ${counts.join(', ')}`;
  if (message.edns !== undefined) {
    yield* ['', ';; OPT PSEUDOSECTION:'];
    yield* printEdns(message.edns);
  }
  for (const { section, title } of sections) {
    if (message[section].length === 0) continue;
    yield* ['', `;; ${title} SECTION:`];
    if (section === 'questions')
      for (const question of message.questions) yield printQuestion(question, texts.types);
    else for (const record of message[section]) yield printAligned(record, texts);
  }
}

/** As a comment, since a question is no record. */
function printQuestion({ name, type, class: recordClass }: Question, types: RecordTypes): string {
  const known = questionTypeOf(questionTypeCode(type, types), types);
  return recordLine({ owner: `;${name}`, ttl: '', class: recordClass, type: known, rdata: '' }).trimEnd();
}

function printAligned(
  { name, ttlSeconds, class: recordClass, type, rdata }: ResourceRecord,
  texts: RecordTexts,
): string {
  return recordLine({
    owner: name.toString(),
    ttl: String(ttlSeconds),
    class: recordClass,
    type,
    rdata: texts.of(type).print(rdata),
  });
}

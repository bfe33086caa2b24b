import { ParseError, type TextPlace } from '../errors/index.ts';
import { quote } from '../errors/quote.ts';
import {
  type Edns,
  type EdnsOption,
  type Message,
  opcodes,
  parseQuestionType,
  type Question,
  rcodes,
  recordClasses,
  type ResourceRecord,
} from '../message/index.ts';
import { OPT } from '../message/edns.ts';
import { Name } from '../name/index.ts';
import { commonTexts } from '../presentation/common-texts.ts';
import { Fields } from '../presentation/fields.ts';
import type { TextOptions } from '../presentation/rdata-text.ts';
import { readRecord } from '../presentation/record-text.ts';
import { located, type Token, tokenize, Tokenizer } from '../presentation/tokens.ts';
import type { CommonType, KnownType, NumberedType, RecordTexts } from '../rdata/index.ts';
import { numberUpTo, parseEdns, parseEdnsOption } from './edns-text.ts';
import { FLAGS, type Section, sectionCounted, sectionTitled } from './layout.ts';

/**
 * The message of a text as `printMessage` and `dig` print it. Names are absolute with or without a final dot; comments
 * that say nothing of the message are passed over, those of `dig` on its query included.
 * Throws `ParseError` with line and column, also where the header's counts are not those of the records.
 */
export function parseMessage<Known extends KnownType = CommonType>(
  text: string,
  options: TextOptions<Known> = {},
): Message<NoInfer<Known> | NumberedType> {
  const message = new MessageText(options.types ?? commonTexts).read(text);
  return message as Message<NoInfer<Known> | NumberedType>;
}

type Header = Pick<Message, 'opcode' | 'rcode' | 'id'>;
type Flags = Pick<Message, (typeof FLAGS)[number]>;

const HEADER = /^;; ->>HEADER<<- opcode: ([\w-]+), status: ([\w-]+), id: (\d+)$/;
const FLAGS_AND_COUNTS = /^;; flags:((?: \w+)*); (\w+: \d+(?:, \w+: \d+)*)$/;
const TITLE = /^;; (\w+) (?:PSEUDO)?SECTION:$/;

/** What the lines of a text have said of their message so far. */
class MessageText {
  readonly #texts: RecordTexts;
  #header: Header | undefined;
  #flags: Flags | undefined;
  readonly #counts = new Map<Section, number>();
  #section: Section | 'opt' | undefined;
  readonly #questions: Question[] = [];
  readonly #records = { answers: [], authorities: [], additionals: [] } as Record<
    Exclude<Section, 'questions'>,
    ResourceRecord[]
  >;
  #edns: Edns | undefined;
  readonly #options: EdnsOption[] = [];

  constructor(texts: RecordTexts) {
    this.#texts = texts;
  }

  read(text: string): Message {
    const tokenizer = new Tokenizer();
    let line = 1;
    for (const each of text.split('\n')) {
      if (each.startsWith(';') && !tokenizer.midEntry) this.#readComment(each.trimEnd(), { line, column: 1 });
      for (const entry of tokenizer.push(`${each}\n`)) this.#readRecord(entry);
      line++;
    }
    tokenizer.end();
    return this.#message();
  }

  #readComment(text: string, place: TextPlace): void {
    try {
      if (text.startsWith(';;')) this.#readHeading(text);
      else if (this.#section === 'questions') this.#readQuestion(text, place);
      else if (this.#section === 'opt') this.#readEdns(text);
    } catch (error) {
      throw located(error, place);
    }
  }

  #readHeading(text: string): void {
    const [, opcode, rcode, id] = HEADER.exec(text) ?? [];
    const [, flags, counts = ''] = FLAGS_AND_COUNTS.exec(text) ?? [];
    const title = TITLE.exec(text)?.[1];
    if (opcode !== undefined && rcode !== undefined) {
      if (this.#header !== undefined) throw new ParseError('a second message');
      this.#header = headerFrom(opcode, rcode, id);
    } else if (flags !== undefined) {
      this.#flags = flagsFrom(flags);
      for (const [, name = '', count] of counts.matchAll(/(\w+): (\d+)/g)) this.#readCount(name, count);
    } else if (title !== undefined) {
      this.#section = title === 'OPT' ? 'opt' : sectionTitled(title);
      if (this.#section === undefined) throw new ParseError(`${quote(title)} is no section of a message`);
    }
  }

  #readCount(name: string, count: string | undefined): void {
    const section = sectionCounted(name);
    if (section === undefined) throw new ParseError(`${quote(name)} is no section of a message`);
    this.#counts.set(section, numberUpTo(0xffff, count));
  }

  #readEdns(text: string): void {
    if (this.#edns === undefined) this.#edns = parseEdns(text);
    else this.#options.push(parseEdnsOption(text.replace(/^; ?/, '')));
  }

  #readQuestion(text: string, { line }: TextPlace): void {
    const [entry = []] = tokenize(text.slice(1), { line, column: 2 });
    const { types } = this.#texts;
    const fields = new Fields(entry, Name.root, types);
    try {
      const name = fields.name();
      const recordClass = recordClasses.parse(fields.peek());
      if (recordClass === undefined) throw new ParseError(`${quote(fields.peek())} is no class`);
      fields.word();
      const word = fields.word();
      const type = parseQuestionType(word, types);
      if (type === undefined) throw new ParseError(`${quote(word)} is no record type`);
      if (fields.more) throw new ParseError(`too much for a question: ${quote(fields.word())}`);
      this.#questions.push({ name, type, class: recordClass });
    } catch (error) {
      throw located(error, fields.place);
    }
  }

  #readRecord(entry: readonly Token[]): void {
    const section = this.#section;
    if (section === undefined || section === 'questions' || section === 'opt')
      throw located(new ParseError('a record outside of the sections for records'), entry[0]);
    const record = readRecord(entry, { types: this.#texts, origin: Name.root, class: 'IN' });
    if (section === 'additionals' && this.#texts.types.codeOf(record.type) === OPT)
      throw located(new ParseError('an OPT record outside of its pseudosection'), entry[0]);
    this.#records[section].push(record);
  }

  #message(): Message {
    if (this.#header === undefined || this.#flags === undefined)
      throw new ParseError('a text without the two lines of a header');
    const edns = this.#edns === undefined ? {} : { edns: { ...this.#edns, options: this.#options } };
    const message = {
      ...this.#header,
      ...this.#flags,
      questions: this.#questions,
      ...this.#records,
      ...edns,
    };
    if (rcodes.code(message.rcode) > 0xf && this.#edns === undefined)
      throw new ParseError(`${message.rcode} needs EDNS`);
    for (const [section, count] of this.#counts) {
      const opt = section === 'additionals' && this.#edns !== undefined ? 1 : 0;
      const found = message[section].length + opt;
      if (count !== found)
        throw new ParseError(`the header counts ${count} ${section}, but there are ${found}`);
    }
    return message;
  }
}

function headerFrom(opcode: string, rcode: string, id: string | undefined): Header {
  const header = { opcode: opcodes.parse(opcode), rcode: rcodes.parse(rcode), id: numberUpTo(0xffff, id) };
  if (header.opcode === undefined) throw new ParseError(`${quote(opcode)} is no opcode`);
  if (header.rcode === undefined) throw new ParseError(`${quote(rcode)} is no rcode`);
  return { ...header, opcode: header.opcode, rcode: header.rcode };
}

function flagsFrom(text: string): Flags {
  const set = new Set(text.split(' ').filter(Boolean));
  const flags = Object.fromEntries(FLAGS.map((flag) => [flag, set.delete(flag)])) as unknown as Flags;
  const [unknown] = set;
  if (unknown !== undefined) throw new ParseError(`${quote(unknown)} is no flag`);
  return flags;
}

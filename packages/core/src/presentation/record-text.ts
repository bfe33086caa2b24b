import { ParseError } from '../errors/index.ts';
import { type RecordClass, recordClasses, type ResourceRecord } from '../message/index.ts';
import { rdataForm } from '../message/rdata-form.ts';
import { Name } from '../name/index.ts';
import type { CommonType, KnownType, NumberedType, Rdata, RecordTexts, RecordType } from '../rdata/index.ts';
import { MAX_TTL_SECONDS } from '../wire/index.ts';
import { commonTexts } from './common-texts.ts';
import { Fields } from './fields.ts';
import { type ParseOptions, readRdata, type TextOptions, type TypedRdata } from './rdata-text.ts';
import { looksLikeSeconds, parseSeconds } from './seconds.ts';
import { located, type Token, tokenize } from './tokens.ts';

/**
 * A record on one line, as a zone file and `dig` show it: owner, TTL, class, type, rdata.
 * Throws `RangeError` where its type is not registered.
 */
export function printRecord<Known extends KnownType = CommonType>(
  record: ResourceRecord<NoInfer<Known> | NumberedType>,
  options: TextOptions<Known> = {},
): string {
  const { name, ttlSeconds, class: recordClass, type, rdata }: ResourceRecord = record;
  const types: RecordTexts = options.types ?? commonTexts;
  return `${name}\t${ttlSeconds}\t${recordClass}\t${type}\t${types.of(type).print(rdata)}`;
}

/**
 * A record from its text: owner, TTL and class in either order, type, rdata. Without a class, it is of class IN.
 * Throws `ParseError` with line and column.
 */
export function parseRecord<Known extends KnownType = CommonType>(
  text: string,
  options: ParseOptions<Known> = {},
): ResourceRecord<NoInfer<Known> | NumberedType> {
  const { origin = Name.root, types = commonTexts } = options;
  const [entry, second] = [...tokenize(text)];
  if (entry === undefined || second !== undefined) throw new ParseError('a text that is not one record');
  const record = readRecord(entry, { types, origin, class: 'IN' });
  return record as ResourceRecord<NoInfer<Known> | NumberedType>;
}

/** What the text of a record goes by, and what it may leave out. */
export interface RecordContext {
  readonly types: RecordTexts;
  readonly origin: Name;
  /** The owner, where the text has none. */
  readonly owner?: Name | undefined;
  readonly ttlSeconds?: number | undefined;
  readonly class: RecordClass;
}

/** A record from the fields of its entry. Throws `ParseError`. */
export function readRecord(entry: readonly Token[], context: RecordContext): ResourceRecord {
  const { types, origin } = context;
  const fields = new Fields(entry, origin, types.types);
  try {
    const name = context.owner ?? fields.name();
    const { ttlSeconds, recordClass } = readTtlAndClass(fields);
    const typed = readTypeAndRdata(fields, recordClass ?? context.class, types);
    return {
      name,
      class: recordClass ?? context.class,
      ttlSeconds: ttlSeconds ?? context.ttlSeconds ?? minimumOf(typed),
      ...typed,
    } as ResourceRecord;
  } catch (error) {
    throw located(error, fields.place);
  }
}

/** Either may be left out, and either may come first (RFC 1035 5.1). */
function readTtlAndClass(fields: Fields): { ttlSeconds?: number; recordClass?: RecordClass } {
  const found: { ttlSeconds?: number; recordClass?: RecordClass } = {};
  for (;;) {
    const text = fields.peek();
    const recordClass = recordClasses.parse(text);
    if (found.ttlSeconds === undefined && looksLikeSeconds(text)) found.ttlSeconds = parseTtl(fields.word());
    else if (found.recordClass === undefined && recordClass !== undefined) {
      found.recordClass = recordClass;
      fields.word();
    } else return found;
  }
}

/** In some classes, a type's rdata has another form: the type is then one by its number (RFC 3597). */
function readTypeAndRdata(fields: Fields, recordClass: RecordClass, texts: RecordTexts): TypedRdata {
  const code = texts.types.codeOf(fields.type());
  const typeFor = (length: number | undefined): RecordType =>
    rdataForm(texts.types, code, recordClasses.code(recordClass), length).type;
  const mayBeBare = recordClass === 'ANY' || recordClass === 'NONE';
  if (mayBeBare && !fields.more) return { type: typeFor(0), rdata: { data: new Uint8Array() } };
  return readRdata(fields, texts, typeFor);
}

/** A TTL as text. Throws `ParseError`. */
export function parseTtl(text: string): number {
  return parseSeconds(text, MAX_TTL_SECONDS);
}

/** A SOA record without a TTL has its own minimum for one, which was the default before RFC 2308 4. */
function minimumOf({ type, rdata }: TypedRdata): number {
  if (type === 'SOA') return Math.min((rdata as Rdata<'SOA'>).minimum, MAX_TTL_SECONDS);
  throw new ParseError('a record without a TTL, where none is the default');
}

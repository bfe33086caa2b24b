import { ParseError, WireError } from '../errors/index.ts';
import { quote } from '../errors/quote.ts';
import { Name } from '../name/index.ts';
import {
  type CommonType,
  decodeRdata,
  type KnownType,
  type NumberedType,
  type Rdata,
  type RecordTexts,
  type RecordType,
} from '../rdata/index.ts';
import { unknownText } from '../rdata/types/unknown.ts';
import { commonTexts } from './common-texts.ts';
import { Fields } from './fields.ts';
import { located, tokenize } from './tokens.ts';

export interface TextOptions<Known extends KnownType = KnownType> {
  /** The types that the text may have by name. The common types by default. */
  readonly types?: RecordTexts<Known>;
}

export interface ParseOptions<Known extends KnownType = KnownType> extends TextOptions<Known> {
  /** What relative names are below. The root by default. */
  readonly origin?: Name;
}

/** Rdata in presentation form, `10 mail.example.` for example. Throws `RangeError` where the type is not registered. */
export function printRdata<
  Known extends KnownType = CommonType,
  Type extends NoInfer<Known> | NumberedType = NoInfer<Known> | NumberedType,
>(type: Type, rdata: Rdata<Type>, options: TextOptions<Known> = {}): string {
  const types: RecordTexts = options.types ?? commonTexts;
  return types.of(type).print(rdata);
}

/**
 * Rdata from its presentation form, or from the generic `\# LENGTH HEX` of RFC 3597 5.
 * Throws `ParseError` where the text is not of that type's form, `RangeError` where the type is not registered.
 */
export function parseRdata<
  Known extends KnownType = CommonType,
  Type extends NoInfer<Known> | NumberedType = NoInfer<Known> | NumberedType,
>(type: Type, text: string, options: ParseOptions<Known> = {}): Rdata<Type> {
  const { origin = Name.root, types = commonTexts } = options;
  const fields = new Fields([...tokenize(text)].flat(), origin, types.types);
  try {
    return readRdata(type, fields, types);
  } catch (error) {
    throw located(error, fields.place);
  }
}

/** Reads rdata from all fields that are left. Throws `ParseError`. */
export function readRdata<Type extends RecordType>(
  type: Type,
  fields: Fields,
  types: RecordTexts,
): Rdata<Type> {
  const rdata = fields.peek() === '\\#' ? fromGeneric(type, fields, types) : types.of(type).parse(fields);
  if (fields.more) throw new ParseError(`too much rdata for ${type}: ${quote(fields.word())}`);
  return rdata;
}

function fromGeneric<Type extends RecordType>(
  type: Type,
  fields: Fields,
  { types }: RecordTexts,
): Rdata<Type> {
  const { data } = unknownText.parse(fields);
  try {
    return decodeRdata<KnownType, Type>(type, data, { types });
  } catch (cause) {
    if (!(cause instanceof WireError)) throw cause;
    throw new ParseError(`octets that are no rdata of ${type}: ${cause.message}`, 1, 1, { cause });
  }
}

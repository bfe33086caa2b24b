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
  type RecordTypes,
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
  return parseTypedRdata(text, origin, types, () => type).rdata as Rdata<Type>;
}

/** Rdata with what type it is of. */
export interface TypedRdata {
  readonly type: RecordType;
  readonly rdata: Rdata;
}

/** Rdata from its text alone, of the type that `typeFor` says: see `readRdata`. */
export function parseTypedRdata(
  text: string,
  origin: Name,
  texts: RecordTexts,
  typeFor: (length: number | undefined) => RecordType,
): TypedRdata {
  const fields = new Fields([...tokenize(text)].flat(), origin, texts.types);
  try {
    return readRdata(fields, texts, typeFor);
  } catch (error) {
    throw located(error, fields.place);
  }
}

/**
 * Reads rdata from all fields that are left. Its type may depend on how many octets it is, which the generic form says.
 * Throws `ParseError`.
 */
export function readRdata(
  fields: Fields,
  texts: RecordTexts,
  typeFor: (length: number | undefined) => RecordType,
): TypedRdata {
  const octets = readGeneric(fields);
  const type = typeFor(octets?.length);
  const rdata =
    octets === undefined ? texts.of(type).parse(fields) : rdataFromOctets(type, octets, texts.types);
  if (fields.more) throw new ParseError(`too much rdata for ${type}: ${quote(fields.word())}`);
  return { type, rdata };
}

/** The octets of rdata in the generic form (RFC 3597 5); undefined where the fields are of another form. */
function readGeneric(fields: Fields): Uint8Array | undefined {
  return fields.peek() === '\\#' ? unknownText.parse(fields).data : undefined;
}

/** Rdata from its wire form, where that stands in a text. Throws `ParseError`. */
export function rdataFromOctets<Type extends RecordType>(
  type: Type,
  octets: Uint8Array,
  types: RecordTypes,
): Rdata<Type> {
  try {
    return decodeRdata<KnownType, Type>(type, octets, { types });
  } catch (cause) {
    if (!(cause instanceof WireError)) throw cause;
    throw new ParseError(`octets that are no rdata of ${type}: ${cause.message}`, { cause });
  }
}

import { ParseError } from '../errors/index.ts';
import { Name } from '../name/index.ts';
import { aText } from '../rdata/a.ts';
import { aaaaText } from '../rdata/aaaa.ts';
import { caaText } from '../rdata/caa.ts';
import { cnameText } from '../rdata/cname.ts';
import {
  codecOf,
  type KnownType,
  type Rdata,
  type RdataByType,
  type RdataText,
  type RecordType,
} from '../rdata/index.ts';
import { mxText } from '../rdata/mx.ts';
import { nsText } from '../rdata/ns.ts';
import { ptrText } from '../rdata/ptr.ts';
import { soaText } from '../rdata/soa.ts';
import { srvText } from '../rdata/srv.ts';
import { svcbText } from '../rdata/svcb-text.ts';
import { txtText } from '../rdata/txt.ts';
import { unknownText } from '../rdata/unknown.ts';
import { Reader } from '../wire/index.ts';
import { Fields } from './fields.ts';
import { type Token, tokenize } from './tokens.ts';

/** One line a type, beside the line in the registry of rdata. */
const TEXTS: { readonly [Type in KnownType]: RdataText<RdataByType[Type]> } = {
  A: aText,
  NS: nsText,
  CNAME: cnameText,
  SOA: soaText,
  PTR: ptrText,
  MX: mxText,
  TXT: txtText,
  AAAA: aaaaText,
  SRV: srvText,
  SVCB: svcbText,
  HTTPS: svcbText,
  CAA: caaText,
};

/** Rdata in presentation form, `10 mail.example.` for example. */
export function printRdata<Type extends RecordType>(type: Type, rdata: Rdata<Type>): string {
  return textOf(type).print(rdata);
}

/**
 * Rdata from its presentation form, or from the generic `\# LENGTH HEX` of RFC 3597 5, relative names below `origin`.
 * Throws `ParseError` where the text is not of that type's form, `WireError` where generic octets are not.
 */
export function parseRdata<Type extends RecordType>(
  type: Type,
  text: string,
  origin: Name = Name.root,
): Rdata<Type> {
  return parseRdataTokens(type, [...tokenize(text)].flat(), origin);
}

/** The same from tokens, for zone files. */
export function parseRdataTokens<Type extends RecordType>(
  type: Type,
  tokens: readonly Token[],
  origin: Name,
): Rdata<Type> {
  const fields = new Fields(tokens, origin);
  const generic = tokens[0]?.text === '\\#' && !tokens[0].quoted;
  const rdata = generic ? fromGeneric(type, fields) : textOf(type).parse(fields);
  if (fields.more) throw new ParseError(`too much rdata for ${type}`);
  return rdata;
}

function fromGeneric<Type extends RecordType>(type: Type, fields: Fields): Rdata<Type> {
  const reader = new Reader(unknownText.parse(fields).data);
  return reader.within(reader.remaining, () => codecOf(type).read(reader));
}

function textOf<Type extends RecordType>(type: Type): RdataText<Rdata<Type>> {
  return (Object.hasOwn(TEXTS, type) ? TEXTS[type as KnownType] : unknownText) as RdataText<Rdata<Type>>;
}

/** The codec alone, without a resolver: messages, names and records of the common types, for any bundle. */
export { ParseError, WireError } from './errors/index.ts';
export * from './message/index.ts';
export { Name, readName, toAscii, writeCompressedName, writeFoldedName, writeName } from './name/index.ts';
export {
  commonTypes,
  decodeRdata,
  encodeRdata,
  RecordTypes,
  textOf,
  txtFrom,
  type A,
  type Aaaa,
  type Caa,
  type Cname,
  type CommonType,
  type EncodeRdataOptions,
  type KnownType,
  type Mx,
  type Ns,
  type NumberedType,
  type Ptr,
  type Rdata,
  type RdataByType,
  type RdataCodec,
  type RdataCodecs,
  type RdataWireOptions,
  type RecordType,
  type RegisteredType,
  type Soa,
  type Srv,
  type Svcb,
  type SvcParamName,
  type SvcParams,
  type Txt,
  type TypeNames,
  type UnknownRdata,
} from './rdata/index.ts';
export * from './wire/index.ts';

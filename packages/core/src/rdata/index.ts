export { allTypes } from './all-types.ts';
export type { A, Aaaa, Caa, Cname, Mx, Ns, Ptr, Soa, Srv, Svcb, Txt } from './common-codecs.ts';
export type { CompleteRdataText, RdataCodec, RdataFields, RdataText, TypeNames } from './codec.ts';
export type { CommonType, KnownType, NumberedType, Rdata, RdataByType, RecordType } from './rdata-by-type.ts';
export { decodeRdata, encodeRdata, type EncodeRdataOptions, type RdataWireOptions } from './rdata-wire.ts';
export { type RdataTexts, RecordTexts } from './record-texts.ts';
export {
  commonTypes,
  isOfClass,
  type RdataCodecs,
  RecordTypes,
  type RegisteredType,
} from './record-types.ts';
export type { SvcParamName, SvcParams } from './types/svc-params.ts';
export { textOf } from './types/txt.ts';
export { type UnknownRdata } from './types/unknown.ts';

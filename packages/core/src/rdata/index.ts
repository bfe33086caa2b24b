export type { A } from './a.ts';
export type { Aaaa } from './aaaa.ts';
export type { Caa } from './caa.ts';
export type { Cname } from './cname.ts';
export type { RdataCodec, RdataFields, RdataText } from './codec.ts';
export type { Mx } from './mx.ts';
export type { Ns } from './ns.ts';
export type { Ptr } from './ptr.ts';
export {
  codecOf,
  codeOfType,
  parseType,
  typeOfCode,
  type KnownType,
  type NumberedType,
  type Rdata,
  type RdataByType,
  type RecordType,
} from './registry.ts';
export type { Soa } from './soa.ts';
export type { Srv } from './srv.ts';
export type { SvcParamName, SvcParams } from './svc-params.ts';
export type { Svcb } from './svcb.ts';
export { textOf, type Txt } from './txt.ts';
export type { UnknownRdata } from './unknown.ts';

// All other types in their wire form: one line a type, by code. This table is the registry: RdataByType comes of it.
export { hinfo as HINFO, type Hinfo } from './types/hinfo.ts';
export { naptr as NAPTR, type Naptr } from './types/naptr.ts';
export { dname as DNAME, type Dname } from './types/dname.ts';
export { ds as DS, type Ds } from './types/ds.ts';
export { sshfp as SSHFP, type Sshfp } from './types/sshfp.ts';
export { rrsig as RRSIG, type Rrsig } from './types/rrsig.ts';
export { nsec as NSEC, type Nsec } from './types/nsec.ts';
export { dnskey as DNSKEY, type Dnskey } from './types/dnskey.ts';
export { nsec3 as NSEC3, type Nsec3 } from './types/nsec3.ts';
export { nsec3param as NSEC3PARAM, type Nsec3param } from './types/nsec3param.ts';
export { tlsa as TLSA, type Tlsa } from './types/tlsa.ts';
export { uri as URI, type Uri } from './types/uri.ts';

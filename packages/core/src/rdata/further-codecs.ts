// All other types in their wire form: one line a type, by code. This table is the registry: RdataByType comes of it.
export { hinfo as HINFO } from './types/hinfo.ts';
export { naptr as NAPTR } from './types/naptr.ts';
export { dname as DNAME } from './types/dname.ts';
export { ds as DS } from './types/ds.ts';
export { sshfp as SSHFP } from './types/sshfp.ts';
export { rrsig as RRSIG } from './types/rrsig.ts';
export { nsec as NSEC } from './types/nsec.ts';
export { dnskey as DNSKEY } from './types/dnskey.ts';
export { nsec3 as NSEC3 } from './types/nsec3.ts';
export { nsec3param as NSEC3PARAM } from './types/nsec3param.ts';
export { tlsa as TLSA } from './types/tlsa.ts';
export { uri as URI } from './types/uri.ts';

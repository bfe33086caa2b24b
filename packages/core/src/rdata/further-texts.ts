// The presentation form of each type in further-codecs.ts, apart from it so that a bundle without text holds none: one line a type.
export { hinfoText as HINFO } from './types/hinfo.ts';
export { naptrText as NAPTR } from './types/naptr.ts';
export { dnameText as DNAME } from './types/dname.ts';
export { dsText as DS } from './types/ds.ts';
export { sshfpText as SSHFP } from './types/sshfp.ts';
export { rrsigText as RRSIG } from './types/rrsig.ts';
export { nsecText as NSEC } from './types/nsec.ts';
export { dnskeyText as DNSKEY } from './types/dnskey.ts';
export { nsec3Text as NSEC3 } from './types/nsec3.ts';
export { nsec3paramText as NSEC3PARAM } from './types/nsec3param.ts';
export { tlsaText as TLSA } from './types/tlsa.ts';
export { uriText as URI } from './types/uri.ts';

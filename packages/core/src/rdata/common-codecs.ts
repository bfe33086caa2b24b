// The types that resolvers meet daily, in their wire form: one line a type. What is in this table is in every bundle.
export { a as A } from './types/a.ts';
export { ns as NS } from './types/ns.ts';
export { cname as CNAME } from './types/cname.ts';
export { soa as SOA } from './types/soa.ts';
export { ptr as PTR } from './types/ptr.ts';
export { mx as MX } from './types/mx.ts';
export { txt as TXT } from './types/txt.ts';
export { aaaa as AAAA } from './types/aaaa.ts';
export { srv as SRV } from './types/srv.ts';
export { svcb as SVCB, https as HTTPS } from './types/svcb.ts';
export { caa as CAA } from './types/caa.ts';

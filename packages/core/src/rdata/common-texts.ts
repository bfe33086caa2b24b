// The presentation form of each type in common-codecs.ts: one line a type.
export { aText as A } from './types/a.ts';
export { nsText as NS } from './types/ns.ts';
export { cnameText as CNAME } from './types/cname.ts';
export { soaText as SOA } from './types/soa.ts';
export { ptrText as PTR } from './types/ptr.ts';
export { mxText as MX } from './types/mx.ts';
export { txtText as TXT } from './types/txt.ts';
export { aaaaText as AAAA } from './types/aaaa.ts';
export { srvText as SRV } from './types/srv.ts';
export { svcbText as SVCB, svcbText as HTTPS } from './types/svcb-text.ts';
export { caaText as CAA } from './types/caa.ts';

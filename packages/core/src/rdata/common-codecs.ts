// The types that resolvers meet daily, in their wire form: one line a type. What is in this table is in every bundle.
export { A } from './types/a.ts';
export { ns as NS, type Ns } from './types/ns.ts';
export { cname as CNAME, type Cname } from './types/cname.ts';
export { soa as SOA, type Soa } from './types/soa.ts';
export { ptr as PTR, type Ptr } from './types/ptr.ts';
export { mx as MX, type Mx } from './types/mx.ts';
export { txt as TXT, type Txt } from './types/txt.ts';
export { aaaa as AAAA, type Aaaa } from './types/aaaa.ts';
export { srv as SRV, type Srv } from './types/srv.ts';
export { svcb as SVCB, https as HTTPS, type Svcb } from './types/svcb.ts';
export { caa as CAA, type Caa } from './types/caa.ts';

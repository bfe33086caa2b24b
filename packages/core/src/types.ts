/** Every record type in wire form: all at once, or one by one for a registry of one's own. */
export { allTypes } from './rdata/index.ts';
export { TypeBitmap } from './rdata/type-bitmap.ts';
export * from './rdata/common-codecs.ts';
export * from './rdata/further-codecs.ts';

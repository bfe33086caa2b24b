export type { DohMethod } from './doh-target.ts';
export { https, type HttpsOptions } from './https.ts';

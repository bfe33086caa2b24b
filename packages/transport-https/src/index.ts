export { https, type HttpsOptions } from './https.ts';

export { parseRdata, printRdata } from './rdata-text.ts';
export { printRecord } from './record-text.ts';

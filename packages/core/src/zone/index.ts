export { parseZone } from './parse-zone.ts';

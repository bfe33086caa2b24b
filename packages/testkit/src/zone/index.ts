export { EXAMPLE_ORIGIN, exampleZone } from './example-zone.ts';
export { decodeQuery, respond } from './respond.ts';
export { zone, type Zone } from './zone.ts';

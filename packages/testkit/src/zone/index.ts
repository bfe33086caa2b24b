export { EXAMPLE_ORIGIN, exampleZone } from './example-zone.ts';
export { decodeQuery, respond, type DecodedQuery } from './respond.ts';
export { zone, type Zone } from './zone.ts';

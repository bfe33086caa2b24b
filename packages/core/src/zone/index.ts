export { MAX_ENTRY_CHARACTERS, MAX_ENTRY_FIELDS } from '../presentation/tokens.ts';
export {
  type AsyncZoneSource,
  parseZone,
  parseZoneStream,
  type ZoneOptions,
  type ZoneSource,
} from './parse-zone.ts';
export { MAX_INCLUDE_DEPTH, MAX_INCLUDES, type ZoneChunk } from './zone-file.ts';
export { printZone, type PrintZoneOptions } from './print-zone.ts';

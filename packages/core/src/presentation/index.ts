export * as texts from '../rdata/texts.ts';
export {
  RecordTexts,
  type CompleteRdataText,
  type RdataFields,
  type RdataText,
  type RdataTexts,
} from '../rdata/index.ts';
export { allTexts } from './all-texts.ts';
export { commonTexts } from './common-texts.ts';
export { parseRdata, type ParseOptions, printRdata, type TextOptions } from './rdata-text.ts';
export { parseRecord, printRecord } from './record-text.ts';

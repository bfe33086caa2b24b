import * as texts from '../rdata/common-texts.ts';
import { type CommonType, commonTypes, RecordTexts } from '../rdata/index.ts';

/** The common types with their presentation form: what functions on text know where nothing else is passed. */
export const commonTexts: RecordTexts<CommonType> = /* @__PURE__ */ new RecordTexts(commonTypes, texts);

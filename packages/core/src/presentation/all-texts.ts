import * as codecs from '../rdata/further-codecs.ts';
import * as texts from '../rdata/further-texts.ts';
import type { RecordTexts } from '../rdata/index.ts';
import { commonTexts } from './common-texts.ts';

/** Every type that has typed rdata here, with its presentation form. */
export const allTexts: RecordTexts = /* @__PURE__ */ commonTexts.with(codecs, texts);

import * as further from './further-codecs.ts';
import { commonTypes, type RecordTypes } from './record-types.ts';

/** Every type that has typed rdata here. */
export const allTypes: RecordTypes = /* @__PURE__ */ commonTypes.with(further);

import * as exported from '@hushdns/core/types';
import { allTypes } from '@hushdns/core/types';
import type { RecordType } from '@hushdns/core';

/** A registered type by its mnemonic and its code point. */
export interface NamedType {
  readonly type: RecordType;
  readonly code: number;
}

/** Every type that has typed rdata: the codecs that the entry of all types exports. */
export const registeredTypes: readonly NamedType[] = Object.entries(exported)
  .filter(([, value]) => 'code' in value && 'read' in value)
  .map(([mnemonic]) => {
    const type = mnemonic as RecordType;
    return { type, code: allTypes.codeOf(type) };
  });

import * as exported from '@hushdns/core/types';
import { allTypes } from '@hushdns/core/types';
import type { RecordType } from '@hushdns/core';

/** A registered type by its mnemonic and its code point. */
export interface NamedType {
  readonly type: RecordType;
  readonly code: number;
}

/** Every type that has typed rdata: whatever the entry of all types exports beside the registry. */
export const registeredTypes: readonly NamedType[] = Object.entries(exported)
  .filter(([, value]) => value !== allTypes)
  .map(([mnemonic]) => {
    const type = mnemonic as RecordType;
    return { type, code: allTypes.codeOf(type) };
  });

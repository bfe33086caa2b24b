import type { RecordType } from '@hushdns/core';
import { allTexts, parseRdata } from '@hushdns/core/presentation';
import { describe, expect, it } from 'vitest';
import { registeredTypes } from './record-types.ts';
import { ownRdataTexts } from './seeds.ts';

describe('seeds/rdata.txt', () => {
  it('has a line of every registered type', () => {
    const present = new Set(ownRdataTexts().map(({ type }) => type));
    expect(registeredTypes.map(({ type }) => type).filter((type) => !present.has(type))).toEqual([]);
  });

  it('has no line that does not parse', () => {
    for (const { type, text } of ownRdataTexts())
      expect(
        () => parseRdata(type as RecordType, text, { types: allTexts }),
        `${type} ${text}`,
      ).not.toThrow();
  });
});

import type { RecordType } from '@hushdns/core';
import { allTexts, parseRdata } from '@hushdns/core/presentation';
import { describe, expect, it } from 'vitest';
import { registeredTypes } from './record-types.ts';
import { ownRdataTexts } from './seeds.ts';
import { worstMessages } from './worst-cases.ts';

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

describe('the worst messages', () => {
  it('are as long as messages can be, and hold the most records and questions', () => {
    const counts = worstMessages().map((message) => new DataView(message.buffer));
    expect(counts.some((view) => view.getUint16(4) === 13_104)).toBe(true);
    expect(counts.some((view) => view.getUint16(6) === 5956)).toBe(true);
    expect(Math.max(...counts.map(({ byteLength }) => byteLength))).toBe(65_535);
  });
});

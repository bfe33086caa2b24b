import { WireError } from '@hushdns/core';
import { MAX_MESSAGE_OCTETS, type Message } from '@hushdns/core/wire';
import { describe, expect, it } from 'vitest';
import { requireBoundedMemory } from '../own/measure.ts';
import { message as target } from '../targets/message.ts';
import { registeredTypes } from './record-types.ts';
import { fullMessages, worstMessages } from './worst-cases.ts';

describe('the worst messages', () => {
  it('are as long as messages can be, and hold the most records and questions', () => {
    const counts = worstMessages().map((message) => new DataView(message.buffer));
    expect(counts.some((view) => view.getUint16(4) === 13_104)).toBe(true);
    expect(counts.some((view) => view.getUint16(6) === 5956)).toBe(true);
    expect(Math.max(...counts.map(({ byteLength }) => byteLength))).toBe(65_535);
  });

  it('are full of records of every type', () => {
    const types = new Set(
      fullMessages().map((octets) => {
        expect(octets.length).toBeGreaterThan(MAX_MESSAGE_OCTETS * 0.98);
        return decoded(octets)?.answers.at(-1)?.type;
      }),
    );
    expect(registeredTypes.map(({ type }) => type).filter((type) => !types.has(type))).toEqual([]);
  });

  it('hold less than 64 times their octets', { timeout: 60_000 }, () => {
    const accepted = [...worstMessages(), ...fullMessages()].filter((each) => decoded(each) !== undefined);
    for (const octets of accepted) expect(() => requireBoundedMemory(target, octets)).not.toThrow();
  });
});

function decoded(octets: Uint8Array): Message | undefined {
  try {
    return target.decode(octets) as Message;
  } catch (error) {
    expect(error).toBeInstanceOf(WireError);
    return undefined;
  }
}

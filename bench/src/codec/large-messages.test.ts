import { expect, it } from 'vitest';
import { growingShapes, worstMessages, worstTypedMessages } from './large-messages.ts';

it('holds as many questions and records as 64 KiB can', () => {
  expect(worstMessages['13,104 questions']().count).toBe(13_104);
  expect(worstMessages['5,956 records']().count).toBe(5_956);
});

it.each(Object.entries({ ...worstMessages, ...worstTypedMessages }))(
  'fills a message with %s',
  (_, message) => {
    const { wire } = message();
    expect(wire.length).toBeLessThanOrEqual(65_535);
    expect(wire.length).toBeGreaterThan(65_535 - 16);
  },
);

it.each(Object.entries(growingShapes))('fills a message with %s', (_, shape) => {
  for (const octets of [512, 65_535]) {
    const { wire } = shape(octets);
    expect(wire.length).toBeLessThanOrEqual(octets);
    expect(wire.length).toBeGreaterThan(octets * 0.85);
  }
});

import { decodeMessage } from '@hushdns/core';
import { expect, it } from 'vitest';
import { codecMessages } from './messages.ts';

it.each(Object.entries(codecMessages))('writes %s so that it can be read', (_, { wire, text }) => {
  const { id, answers, authorities, additionals } = decodeMessage(wire);
  expect(id).toBe(text.id);
  for (const [read, written] of [
    [answers, text.answers],
    [authorities, text.authorities],
    [additionals, text.additionals],
  ] as const)
    expect(read.map(({ name }) => name.toString())).toEqual(written.map(({ owner }) => owner));
});

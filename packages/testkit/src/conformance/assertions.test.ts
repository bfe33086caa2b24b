import { TransportError } from '@hushdns/core';
import { describe, expect, test } from 'vitest';
import { assertTransportError } from './assertions.ts';

const DETAILS = { phase: 'receive', protocol: 'tcp', endpoint: 'tcp://127.0.0.1:53', reused: true } as const;

/** The error that TypeScript would not let a transport make. */
function spoiled(property: keyof typeof DETAILS, value: unknown): TransportError {
  return Object.assign(new TransportError('closed by the server', DETAILS), { [property]: value });
}

describe('assertTransportError', () => {
  test('takes an error that says all', async () => {
    const error = new TransportError('closed by the server', DETAILS);
    await expect(assertTransportError(Promise.reject(error), 'receive')).resolves.toBe(error);
  });

  test.for<[string, Error, RegExp]>([
    ['no words', new TransportError('', DETAILS), /what went wrong/],
    ['blanks for words', new TransportError(' : ', DETAILS), /what went wrong/],
    ['another phase', new TransportError('closed', { ...DETAILS, phase: 'connect' }), /phase of/],
    ['another endpoint than its message', spoiled('endpoint', 'tcp://127.0.0.2:53'), /names endpoint/],
    ['nothing of the connection', spoiled('reused', undefined), /was reused/],
    ['no endpoint', new TransportError('closed', { ...DETAILS, endpoint: '' }), /names endpoint/],
    ['too little of itself', new Error('closed'), /TransportError wanted/],
  ])('refuses one that says %s', async ([, error, message]) => {
    await expect(assertTransportError(Promise.reject(error), 'receive')).rejects.toThrow(message);
  });
});

import { describe, expect, it } from 'vitest';
import { isAsTrusted, trustOf, weakestTrust } from './trust.ts';

describe('trust classes', () => {
  it('are what encryption and authentication make, and no authentication without encryption', () => {
    expect(trustOf({ encrypted: true, authenticated: true })).toBe('authenticated');
    expect(trustOf({ encrypted: true, authenticated: false })).toBe('encrypted');
    expect(trustOf({ encrypted: false, authenticated: false })).toBe('plain');
    expect(trustOf({ encrypted: false, authenticated: true })).toBe('plain');
  });

  it('let the stronger answer for the weaker and not the reverse', () => {
    expect(isAsTrusted('authenticated', 'plain')).toBe(true);
    expect(isAsTrusted('encrypted', 'encrypted')).toBe(true);
    expect(isAsTrusted('plain', 'encrypted')).toBe(false);
    expect(isAsTrusted('encrypted', 'authenticated')).toBe(false);
  });

  it('of several are that of the weakest', () => {
    expect(weakestTrust('authenticated', 'encrypted', 'authenticated')).toBe('encrypted');
    expect(weakestTrust('authenticated', 'plain', 'encrypted')).toBe('plain');
  });
});

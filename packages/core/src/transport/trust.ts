import type { TransportTraits } from './contract.ts';

/**
 * How a query is protected on its way, in order: readable by whoever carries it, encrypted, or encrypted to an upstream
 * that proves who it is. What came under one class may answer who asked for a weaker one, never for a stronger one.
 */
export type Trust = 'plain' | 'encrypted' | 'authenticated';

const RANKS: Readonly<Record<Trust, number>> = { plain: 0, encrypted: 1, authenticated: 2 };

export function trustOf({
  encrypted,
  authenticated,
}: Pick<TransportTraits, 'encrypted' | 'authenticated'>): Trust {
  if (!encrypted) return 'plain';
  return authenticated ? 'authenticated' : 'encrypted';
}

/** Whether one class protects at least as well as another. */
export function isAsTrusted(trust: Trust, wanted: Trust): boolean {
  return RANKS[trust] >= RANKS[wanted];
}

/** The one that protects least. */
export function weakestTrust(first: Trust, ...others: readonly Trust[]): Trust {
  return others.reduce((weakest, each) => (RANKS[each] < RANKS[weakest] ? each : weakest), first);
}

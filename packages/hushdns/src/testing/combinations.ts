import { balance, fallback, fastest, race, route, type Transport } from '@hushdns/core';
import { spread } from '../spread.ts';

/** Each combinator around one upstream: what holds for that must hold for the whole. */
export const COMBINATIONS = {
  fallback: (upstream) => fallback([upstream]),
  race: (upstream) => race([upstream]),
  fastest: (upstream) => fastest([upstream]),
  balance: (upstream) => balance([upstream]),
  spread: (upstream) => spread([upstream]),
  route: (upstream) => route({ '.': upstream }),
  'a race of fallbacks': (upstream) => race([fallback([upstream])]),
} satisfies Record<string, (upstream: Transport) => Transport>;

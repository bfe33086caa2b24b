import { balance, fallback, fastest, race, route, type Transport } from '@hushdns/core';
import { spread } from '../spread.ts';

/** The combinators around one upstream, two at a time: what holds for that must hold for the whole. */
export const COMBINATIONS = {
  'a race of a fastest': (upstream) => race([fastest([upstream])]),
  'a fallback of a spread': (upstream) => fallback([spread([upstream])]),
  'a route to a balance': (upstream) => route({ '.': balance([upstream]) }),
} satisfies Record<string, (upstream: Transport) => Transport>;

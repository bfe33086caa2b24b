import type { CloseManner } from './reaction.ts';

/**
 * A server that does not get as far as a query, on all its protocols:
 * - `refuse`: nothing listens on its ports
 * - `deaf`: takes connections and octets and never says a word
 * - `hang-up`: ends each connection as soon as it is made (deaf on UDP and QUIC)
 * - `banner`: greets each connection, or answers each datagram, with these octets: a server for something else
 */
export type ServerFault =
  | { readonly kind: 'refuse' }
  | { readonly kind: 'deaf' }
  | { readonly kind: 'hang-up'; readonly how: CloseManner }
  | { readonly kind: 'banner'; readonly bytes: Uint8Array };

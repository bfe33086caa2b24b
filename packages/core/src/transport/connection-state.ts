/** The life of a pooled connection. */
export type ConnectionState =
  | { readonly kind: 'connecting'; readonly sinceMs: number }
  | { readonly kind: 'idle'; readonly sinceMs: number }
  | { readonly kind: 'busy' }
  /** Takes no more queries and ends with the last one. */
  | { readonly kind: 'draining' }
  | { readonly kind: 'closed' };

/** Every transition there is. */
export const TRANSITIONS: { readonly [From in ConnectionState['kind']]: readonly ConnectionState['kind'][] } =
  {
    connecting: ['idle', 'closed'],
    idle: ['busy', 'closed'],
    busy: ['idle', 'draining', 'closed'],
    draining: ['closed'],
    closed: [],
  };

/** The next state; throws where no such transition exists, which is a fault of the pool itself. */
export function transition(from: ConnectionState, to: ConnectionState): ConnectionState {
  if (!TRANSITIONS[from.kind].includes(to.kind))
    throw new Error(`a ${from.kind} connection cannot become ${to.kind}`);
  return to;
}

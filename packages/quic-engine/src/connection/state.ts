import type { QuicError } from '../errors.ts';

/** Where a connection is. `closing`: the close is decided, its packet not yet sent. */
export type ConnectionState =
  | { readonly name: 'connecting' }
  | { readonly name: 'established' }
  | { readonly name: 'closing'; readonly error: QuicError }
  | { readonly name: 'closed'; readonly error: QuicError };

export type ConnectionTransition =
  | { readonly name: 'handshake-complete' }
  | { readonly name: 'ended'; readonly error: QuicError }
  | { readonly name: 'released' };

export const CONNECTING: ConnectionState = { name: 'connecting' };

/** All transitions. One that a state does not know leaves it as it is: the first error stays the error. */
export function transition(state: ConnectionState, step: ConnectionTransition): ConnectionState {
  switch (step.name) {
    case 'handshake-complete':
      return state.name === 'connecting' ? { name: 'established' } : state;
    case 'ended':
      return state.name === 'connecting' || state.name === 'established'
        ? { name: 'closing', error: step.error }
        : state;
    case 'released':
      return state.name === 'closing' ? { name: 'closed', error: state.error } : state;
  }
}

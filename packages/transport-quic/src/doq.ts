/** DoQ with the engine below it, in one piece: it is loaded with the first connection. */
export { connect } from '@hushdns/quic-engine';
export { DoqConnection } from './doq-connection.ts';

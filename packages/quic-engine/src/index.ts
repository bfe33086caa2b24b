export type {
  Certificates,
  ConnectOptions,
  ListenOptions,
  QuicConnection,
  QuicServer,
  QuicStream,
  StreamHandler,
} from './api.ts';
export { connect } from './connection/connect.ts';
export type { ConnectionState } from './connection/state.ts';
export { QuicError, type QuicErrorDetails, type QuicErrorKind } from './errors.ts';
export { listen } from './server/listen.ts';

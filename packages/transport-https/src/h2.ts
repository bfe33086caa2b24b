/** What HTTP/2 needs, in one piece: it is loaded with the first connection. */
export { Http2Connection } from './h2-connection.ts';
export { SessionOpener } from './h2-session.ts';

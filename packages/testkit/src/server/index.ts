export type {
  AnswerStep,
  CloseManner,
  CloseStep,
  Delivery,
  HttpStep,
  MessageStep,
  QueryHandler,
  Reaction,
  ReactionStep,
  ResetStep,
  ServerQuery,
  WaitStep,
} from './reaction.ts';
export type { ServerFault } from './server-fault.ts';
export type { ServerProtocol } from './server-protocol.ts';
export { SERVER_NAME, startServer, type DnsServer, type ServerOptions } from './start-server.ts';
export type { ProtocolStatistics } from './statistics.ts';

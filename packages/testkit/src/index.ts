export {
  certificateAuthority,
  selfSignedCertificate,
  type CertificateAuthority,
  type CertificateOptions,
  type ServerCertificate,
} from './certificates/index.ts';
export {
  conformanceCases,
  type ConformanceCase,
  type ConformanceHarness,
  type CreateOptions,
} from './conformance/index.ts';
export {
  SERVER_NAME,
  startServer,
  type AnswerStep,
  type CloseManner,
  type CloseStep,
  type Delivery,
  type DnsServer,
  type HttpStep,
  type MessageStep,
  type ProtocolStatistics,
  type QueryHandler,
  type Reaction,
  type ReactionStep,
  type ResetStep,
  type ServerFault,
  type ServerOptions,
  type ServerProtocol,
  type ServerQuery,
  type WaitStep,
} from './server/index.ts';
export { EXAMPLE_ORIGIN, exampleZone, zone, type Zone } from './zone/index.ts';

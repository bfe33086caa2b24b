export {
  DnsError,
  TimeoutError,
  TransportError,
  WireError,
  type Phase,
  type TransportErrorDetails,
} from '../errors/index.ts';
export { systemClock, type Clock, type Timer } from './clock.ts';
export type { Connection, ConnectionEvents, Dial, Failure, ReplySink, SentQuery } from './connection.ts';
export type {
  Address,
  AddressSource,
  ConnectionInfo,
  ExchangeContext,
  Protocol,
  Transport,
  TransportReply,
  TransportSelector,
  TransportTraits,
  WireQuestion,
} from './contract.ts';
export { DNS_MESSAGE_TYPE, dohAuthority, dohGetTarget, parseDohEndpoint } from './doh.ts';
export { DohReply, type DohReplyFields } from './doh-reply.ts';
export { type AskedUpstream, checkedObserver, type Evidence, type Observer } from '../observe/index.ts';
export { parseEndpoint, type Endpoint, type EndpointForm } from './endpoint.ts';
export { endpointHost, QUIC_FORM, schemeOf, TCP_FORM, TLS_FORM, UDP_FORM } from './endpoint-forms.ts';
export { encodeFrame, FRAME_HEADER_OCTETS, FrameDecoder } from './framing.ts';
export type { AddressTrial } from './address-trial.ts';
export type { Dialer } from './dial-addresses.ts';
export { leaf, type LeafProtocol } from './leaf.ts';
export { pool, type PoolOptions } from './pool.ts';
export type { PoolLimits } from './pool-events.ts';
export { RandomIds } from './random-ids.ts';
export { isSelected, notSelected, selectedLeaves } from './select.ts';
export {
  type Header,
  HEADER_OCTETS,
  idOf,
  isReplyTo,
  MAX_MESSAGE_OCTETS,
  questionEnd,
  Reader,
  readHeader,
  setId,
  TC,
} from '../wire/index.ts';
export { isAsTrusted, type Trust, trustOf, weakestTrust } from './trust.ts';
export type { UpstreamOptions } from './upstream-options.ts';

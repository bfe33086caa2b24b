// The WebAssembly module's exports and layouts. ABI.md describes them; crate/src holds the other side.

export const ABI_VERSION = 2;

/** Negative results. Mirrors `Code` in crate/src/fault.rs. */
export const Fault = {
  noCredit: -1,
  unknownHandle: -2,
  invalidArgument: -3,
  tooLarge: -4,
  tls: -5,
  streamClosed: -6,
  /** Not the engine's own word: the instance has trapped. */
  trapped: -100,
} as const;

/** Mirrors `Kind` in crate/src/output.rs. */
export const Kind = {
  accepted: 1,
  connected: 2,
  lost: 3,
  opened: 4,
  data: 5,
  end: 6,
  reset: 7,
  stopped: 8,
  writable: 9,
  available: 10,
  timer: 11,
  freed: 12,
  received: 13,
} as const;

/** Mirrors `Reason` in crate/src/connection.rs. */
export const Reason = {
  application: 1,
  peerTransport: 2,
  localTransport: 3,
  timedOut: 4,
  statelessReset: 5,
  local: 6,
  version: 7,
  exhausted: 8,
} as const;

/** kind, connection, subject (two words), code (two words), length */
export const EVENT_HEADER_BYTES = 28;
/** length, port, address (16 bytes), endpoint */
export const TRANSMIT_HEADER_BYTES = 28;
/** length, then the peer: port, address (16 bytes) */
export const RECEIVE_HEADER_BYTES = 24;
export const PEER_BYTES = 20;
export const ADDRESS_BYTES = 16;

/** Functions of numbers; a negative result is a {@link Fault}. */
export interface EngineFunctions {
  qe_fault_text(): number;
  qe_stage(length: number): number;
  qe_roots(): number;
  qe_client_config(roots: number, alpnLength: number, idleMs: number, resume: number): number;
  qe_free_config(config: number): number;
  qe_client_endpoint(): number;
  qe_server_endpoint(alpnLength: number, idleMs: number, streams: number, maxConnections: number): number;
  qe_free_endpoint(endpoint: number): number;
  qe_connect(endpoint: number, config: number, port: number, nameLength: number, nowMs: number): number;
  qe_receive(endpoint: number, length: number, nowMs: number): number;
  qe_pump(connection: number, nowMs: number): number;
  qe_open(connection: number): number;
  qe_write(connection: number, stream: number, length: number, fin: number): number;
  qe_cancel(connection: number, stream: number, code: number): number;
  qe_ping(connection: number): number;
  qe_round_trip_ms(connection: number): number;
  qe_close(connection: number, code: number, reasonLength: number, nowMs: number): number;
  qe_alpn(connection: number): number;
  qe_peer_certificates(connection: number): number;
  qe_trap(): number;
}

export interface EngineExports extends EngineFunctions {
  readonly memory: WebAssembly.Memory;
  qe_abi_version(): number;
  qe_io(): number;
  qe_io_bytes(): number;
  qe_extents(): number;
}

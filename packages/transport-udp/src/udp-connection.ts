import { createSocket, type Socket } from 'node:dgram';
import {
  type Address,
  type AddressTrial,
  type Clock,
  type Connection,
  type ConnectionEvents,
  idOf,
  isReplyTo,
  type RandomIds,
  type ReplySink,
  type SentQuery,
  setId,
  type Timer,
  WireError,
} from '@hushdns/core/transport';
import { Silence } from './silence.ts';

/** How many queries a source port serves, and so how many may be under way on it: a fresh port for the rest (RFC 5452 9.2). */
export const QUERIES_PER_SOCKET = 64;
/** A query without a reply is sent again after this, then after twice as long, and so on until its deadline. */
const RETRANSMIT_MS = 1_000;
const RECEIVE_BUFFER_OCTETS = 1 << 20;

/** A socket on a random port that takes packets from the upstream's address alone. */
export class UdpConnection implements Connection {
  readonly address: string;
  readonly capacity: number = QUERIES_PER_SOCKET;
  readonly #socket: Socket;
  readonly #events: ConnectionEvents;
  readonly #clock: Clock;
  readonly #ids: RandomIds;
  readonly #trial: AddressTrial | undefined;
  readonly #silence: Silence | undefined;
  readonly #underway = new Map<number, Underway>();
  /** A refusal may show as the failure of the next send; for any other reason the packet is sent again in time. */
  readonly #onSent = (error: Error | null): void => {
    if (isRefusal(error)) this.#lose(error);
  };
  #sent = 0;
  #over = false;
  /** One for all queries: what is due first is all that matters, and most are answered before. */
  #timer: Timer | undefined;

  /** The trial is that of the address, where the upstream has others. */
  constructor(socket: Socket, ids: RandomIds, events: ConnectionEvents, clock: Clock, trial?: AddressTrial) {
    this.address = socket.remoteAddress().address;
    this.#socket = socket;
    this.#ids = ids;
    this.#events = events;
    this.#clock = clock;
    this.#trial = trial;
    this.#silence = trial && new Silence(trial);
    socket.on('message', (message) => this.#receive(message));
    // A connected socket hears ICMP's "port unreachable".
    socket.on('error', (error) => this.#lose(error));
  }

  send(query: Uint8Array, sink: ReplySink): SentQuery | undefined {
    const id = this.#ids.next((each) => this.#underway.has(each));
    if (id === undefined || this.#over || this.#sent === QUERIES_PER_SOCKET) return undefined;
    const packet = new Uint8Array(query);
    setId(packet, id);
    const nowMs = this.#clock.now();
    const underway = { packet, sink, againAfterMs: RETRANSMIT_MS, dueMs: nowMs + RETRANSMIT_MS };
    this.#silence?.sent(nowMs, this.#underway.size === 0);
    this.#underway.set(id, underway);
    this.#socket.send(packet, this.#onSent);
    if (this.#timer === undefined) this.#startTimer(underway.dueMs, nowMs);
    if (++this.#sent === QUERIES_PER_SOCKET) queueMicrotask(() => this.#events.retired());
    return { cancel: () => void this.#underway.delete(id) };
  }

  close(): void {
    if (this.#over) return;
    this.#over = true;
    this.#underway.clear();
    this.#timer?.cancel();
    this.#silence?.closed(this.#clock.now());
    this.#socket.close();
  }

  #startTimer(retransmitMs: number, nowMs: number): void {
    const dueMs = Math.min(retransmitMs, this.#silence?.endMs ?? Infinity);
    this.#timer = this.#clock.startTimer(dueMs - nowMs, () => this.#wake());
  }

  #wake(): void {
    this.#timer = undefined;
    const nowMs = this.#clock.now();
    if (this.#underway.size > 0 && this.#silence?.isHopeless(nowMs) === true) this.#leave();
    else this.#retransmit(nowMs);
  }

  /** Sends what is due again, and waits for what is due next. */
  #retransmit(nowMs: number): void {
    let nextMs = Infinity;
    for (const underway of this.#underway.values()) {
      if (underway.dueMs <= nowMs) {
        this.#socket.send(underway.packet, this.#onSent);
        underway.againAfterMs *= 2;
        underway.dueMs = nowMs + underway.againAfterMs;
      }
      nextMs = Math.min(nextMs, underway.dueMs);
    }
    if (nextMs < Infinity) this.#startTimer(nextMs, nowMs);
  }

  /** Whatever is not the reply is ignored: an error here would hand the query to whoever forges a packet first. */
  #receive(message: Uint8Array): void {
    this.#silence?.broken();
    if (message.length < 2) return;
    const id = idOf(message);
    const underway = this.#underway.get(id);
    if (underway === undefined || !isReply(underway.packet, message)) return;
    this.#underway.delete(id);
    underway.sink.reply(message);
  }

  #lose(cause: Error): void {
    if (this.#over) return;
    this.close();
    const elsewhere = this.#trial?.failed() ?? false;
    this.#events.lost({ message: cause.message, cause, phase: 'connect', elsewhere });
  }

  #leave(): void {
    this.close();
    this.#events.lost({ message: `${this.address} does not answer`, phase: 'receive', elsewhere: true });
  }
}

interface Underway {
  readonly packet: Uint8Array;
  readonly sink: ReplySink;
  /** How long the next wait is. */
  againAfterMs: number;
  dueMs: number;
}

/** A socket that is bound to a random port and connected to one address. */
export function dialUdp({ address, family }: Address, port: number, signal: AbortSignal): Promise<Socket> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const socket = createSocket({
      type: family === 6 ? 'udp6' : 'udp4',
      recvBufferSize: RECEIVE_BUFFER_OCTETS,
      // Both the peer and the address to bind are addresses; dgram would ask the system's resolver even so.
      lookup: (hostname, _options, callback) => callback(null, hostname, family),
    });
    socket.unref();
    const fail = (reason: unknown): void => {
      socket.close();
      reject(reason);
    };
    socket.once('error', fail);
    // The callback gets what went wrong, though its type does not say so.
    const connected = (error?: Error): void => {
      socket.off('error', fail);
      if (error !== undefined) fail(error);
      else if (signal.aborted) fail(signal.reason);
      else resolve(socket);
    };
    socket.connect(port, address, connected);
  });
}

function isReply(query: Uint8Array, message: Uint8Array): boolean {
  try {
    return isReplyTo(query, message);
  } catch (error) {
    if (error instanceof WireError) return false;
    throw error;
  }
}

function isRefusal(error: Error | null): error is Error {
  return error !== null && 'code' in error && error.code === 'ECONNREFUSED';
}

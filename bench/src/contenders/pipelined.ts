import type { Socket } from 'node:net';
import type { LoadClient } from '../worker/load.ts';
import { replyCheck, querySource } from './questions.ts';
import { WaitingQuestions } from './waiting-questions.ts';

const LENGTH_OCTETS = 2;
const MAX_QUERY_OCTETS = 512;
const SLAB_OCTETS = 1 << 16;

/**
 * The least that a client over a connected byte stream can do: each query behind its length (RFC 7766 section 8), those
 * of a turn in one write, replies in any order.
 */
export function pipelined(socket: Socket, codec: boolean, next = querySource(!codec)): LoadClient {
  const check = replyCheck(codec);
  const waiting = new WaitingQuestions();
  const outgoing = new Outgoing(socket);
  const takeReplies = replyReader((reply) => waiting.take(reply.readUInt16BE())?.(check(reply)));
  socket.on('data', takeReplies);
  socket.on('error', (error) => waiting.fail(error));
  socket.on('close', () => waiting.fail(new Error('the connection ended')));
  return {
    ask: (done) => {
      if (waiting.failure === undefined) outgoing.add(next(), waiting.add(done));
      else done(waiting.failure);
    },
    [Symbol.asyncDispose]: async () => void socket.destroy(),
  };
}

/** Cuts what is received into messages, however it was cut on the way. */
function replyReader(take: (reply: Buffer) => void): (chunk: Buffer) => void {
  let rest: Buffer | undefined;
  return (chunk) => {
    const bytes = rest === undefined ? chunk : Buffer.concat([rest, chunk]);
    let at = 0;
    while (at + LENGTH_OCTETS <= bytes.length) {
      const start = at + LENGTH_OCTETS;
      const end = start + bytes.readUInt16BE(at);
      if (end > bytes.length) break;
      at = end;
      take(bytes.subarray(start, end));
    }
    rest = at === bytes.length ? undefined : bytes.subarray(at);
  };
}

/** Gathers the queries of a turn. The memory of a write is not used again: the socket may still hold it. */
class Outgoing {
  readonly #socket: Socket;
  #slab: Buffer = Buffer.alloc(0);
  #start = 0;
  #end = 0;

  constructor(socket: Socket) {
    this.#socket = socket;
  }

  add(query: Uint8Array, id: number): void {
    if (this.#end === this.#start) setImmediate(() => this.#write());
    if (this.#slab.length - this.#end < LENGTH_OCTETS + MAX_QUERY_OCTETS) {
      this.#write();
      this.#slab = Buffer.allocUnsafeSlow(SLAB_OCTETS);
      this.#start = this.#end = 0;
    }
    const at = this.#slab.writeUInt16BE(query.length, this.#end);
    this.#slab.set(query, at);
    this.#slab.writeUInt16BE(id, at);
    this.#end = at + query.length;
  }

  #write(): void {
    if (this.#end === this.#start) return;
    this.#socket.write(this.#slab.subarray(this.#start, this.#end));
    this.#start = this.#end;
  }
}

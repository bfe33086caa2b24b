import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { isIPv6 } from 'node:net';

/** A burst of replies must fit while the process is busy. Linux may grant less; BSDs refuse more than they grant. */
const RECEIVE_BUFFER_BYTES = 1 << 20;
/** Nothing is wrong with the path: the packet counts as lost, and QUIC repeats what was in it. */
const TRANSIENT_ERRORS: ReadonlySet<string> = new Set([
  'EAGAIN',
  'EWOULDBLOCK',
  'EINTR',
  'ENOBUFS',
  'ENOMEM',
]);

export interface SocketSink {
  /** A batch of datagrams; `sources` runs parallel to `datagrams`. */
  received(datagrams: readonly Uint8Array[], sources: readonly RemoteInfo[]): void;
  failed(error: NodeJS.ErrnoException): void;
}

/** A UDP socket that collects what arrives and hands it over once per turn of the event loop. */
export class BatchingSocket {
  readonly #socket: Socket;
  #sink: SocketSink | undefined;
  #datagrams: Uint8Array[] = [];
  #sources: RemoteInfo[] = [];
  #closed: Promise<void> | undefined;

  /** A socket that talks to one peer; the kernel drops what others send. Without `ref` it is unref'd from the start. */
  static connected(
    address: string,
    port: number,
    { ref }: { readonly ref: boolean },
  ): Promise<BatchingSocket> {
    return open(isIPv6(address), (socket, ready) => {
      if (!ref) socket.unref();
      socket.connect(port, address, ready);
    });
  }

  static bound(address: string, port: number): Promise<BatchingSocket> {
    return open(isIPv6(address), (socket, ready) => {
      socket.bind({ address, port, exclusive: true }, () => {
        ready();
      });
    });
  }

  constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('message', (datagram, source) => {
      this.#sources.push(source);
      if (this.#datagrams.push(datagram) === 1) setImmediate(this.#deliver);
    });
    socket.on('error', (error) => {
      this.#fail(error);
    });
  }

  set sink(sink: SocketSink) {
    this.#sink = sink;
  }

  get localAddress(): string {
    return this.#socket.address().address;
  }

  get localPort(): number {
    return this.#socket.address().port;
  }

  /** To the connected peer. */
  send(datagram: Uint8Array): void {
    if (this.#closed === undefined) this.#socket.send(datagram, this.#sent);
  }

  sendTo(datagram: Uint8Array, port: number, address: string): void {
    if (this.#closed === undefined) this.#socket.send(datagram, port, address, this.#sent);
  }

  ref(): void {
    this.#socket.ref();
  }

  unref(): void {
    this.#socket.unref();
  }

  close(): Promise<void> {
    this.#closed ??= new Promise((resolve) => {
      this.#socket.close(resolve);
    });
    return this.#closed;
  }

  // Without a callback node:dgram swallows what send() found, a pending ECONNREFUSED among it.
  readonly #sent = (error: Error | null): void => {
    if (error) this.#fail(error);
  };

  readonly #deliver = (): void => {
    const datagrams = this.#datagrams;
    const sources = this.#sources;
    this.#datagrams = [];
    this.#sources = [];
    if (this.#closed === undefined) this.#sink?.received(datagrams, sources);
  };

  #fail(error: NodeJS.ErrnoException): void {
    if (this.#closed === undefined && !TRANSIENT_ERRORS.has(error.code ?? '')) this.#sink?.failed(error);
  }
}

function open(
  ipv6: boolean,
  start: (socket: Socket, ready: (error?: Error) => void) => void,
): Promise<BatchingSocket> {
  const socket = createSocket({
    type: ipv6 ? 'udp6' : 'udp4',
    recvBufferSize: RECEIVE_BUFFER_BYTES,
    // Addresses are IP literals: no look-up, and no detour through the thread pool for each datagram.
    lookup: (address, _options, callback) => {
      callback(null, address, ipv6 ? 6 : 4);
    },
  });
  return new Promise((resolve, reject) => {
    const failed = (error: Error): void => {
      socket.close();
      reject(error);
    };
    socket.once('error', failed);
    try {
      start(socket, (error) => {
        socket.off('error', failed);
        if (error) failed(error);
        else resolve(new BatchingSocket(socket));
      });
    } catch (error) {
      failed(error as Error);
    }
  });
}

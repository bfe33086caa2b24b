import { AsyncLocalStorage, createHook } from 'node:async_hooks';

/**
 * What a transport may leave behind, ref'd or not, each with an end that Node announces at once. Left out is what only
 * the garbage collector ends (TLSWRAP, HTTP2SESSION, requests): the TCPWRAP below it tells.
 */
const KINDS: ReadonlySet<string> = new Set([
  'TCPWRAP',
  'TCPSERVERWRAP',
  'UDPWRAP',
  'PIPEWRAP',
  'PIPESERVERWRAP',
  'Timeout',
  'Immediate',
]);

/** Marks what the transport under test does, and all that comes of it: the runner and the servers have timers too. */
const underTest = new AsyncLocalStorage<boolean>();

/** The sockets and timers that were opened under test since the ledger was, and are open still. */
export class ResourceLedger {
  readonly #open = new Map<number, Resource>();
  readonly #hook = createHook({
    init: (id, kind) => {
      if (KINDS.has(kind) && underTest.getStore() === true) this.#open.set(id, new Resource(kind));
    },
    destroy: (id) => void this.#open.delete(id),
    trackPromises: false,
  });

  constructor() {
    this.#hook.enable();
  }

  get size(): number {
    return this.#open.size;
  }

  /** Each of them, with where it was opened: `UDPWRAP at file:///transport.js:12:5`. */
  toString(): string {
    return Array.from(this.#open.values(), String).join(', ');
  }

  /** Calls what opens resources that are the transport's. */
  underTest<T>(work: () => T): T {
    return underTest.run(true, work);
  }

  /** Calls what opens resources that are the suite's own. */
  aside<T>(work: () => T): T {
    return underTest.run(false, work);
  }

  stop(): void {
    this.#hook.disable();
  }
}

class Resource {
  readonly #kind: string;
  /** Written out where it is looked at only. */
  readonly #opened = new Error();

  constructor(kind: string) {
    this.#kind = kind;
  }

  toString(): string {
    const frames = this.#opened.stack?.split('\n').slice(1) ?? [];
    const opener = frames.find((each) => !each.includes('node:') && !each.includes('resource-ledger'));
    return opener === undefined ? this.#kind : `${this.#kind} ${opener.trim()}`;
  }
}

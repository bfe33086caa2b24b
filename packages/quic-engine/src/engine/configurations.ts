// Trust anchors and TLS configurations, kept per instance: one configuration (and so one store of session tickets)
// per origin, so that one origin's tickets are never shown to another.
import type { TrustAnchors } from '../certificates.ts';
import { putInput, records, stage } from './input.ts';
import type { EngineInstance } from './instance.ts';

/** Configurations beyond it are freed, the least recently used first; connections that use one keep it. */
const MAX_CONFIGURATIONS = 256;
const MAX_ROOT_SETS = 16;

export interface ClientConfiguration {
  readonly address: string;
  readonly port: number;
  readonly serverName: string;
  readonly alpn: readonly Uint8Array[];
  readonly anchors: TrustAnchors;
  readonly idleTimeoutMs: number;
  readonly resume: boolean;
}

export class Configurations {
  readonly #engine: EngineInstance;
  readonly #roots = new Map<string, number>();
  readonly #clients = new Map<string, number>();

  constructor(engine: EngineInstance) {
    this.#engine = engine;
  }

  /** The engine's handle of a configuration. Throws EngineFault if the roots are unusable. */
  client(wanted: ClientConfiguration): number {
    const alpn = records(wanted.alpn);
    const { address, port, serverName, anchors, idleTimeoutMs, resume } = wanted;
    const key = [address, port, serverName, anchors.key, idleTimeoutMs, resume, alpn.toString('latin1')].join(
      '\n',
    );
    return this.#cached(this.#clients, key, MAX_CONFIGURATIONS, () => {
      const roots = this.#rootSet(anchors);
      return this.#engine.call(
        'qe_client_config',
        roots,
        putInput(this.#engine, alpn),
        idleTimeoutMs,
        resume ? 1 : 0,
      );
    });
  }

  #rootSet(anchors: TrustAnchors): number {
    return this.#cached(this.#roots, anchors.key, MAX_ROOT_SETS, () => {
      stage(this.#engine, records(anchors.certificates));
      return this.#engine.call('qe_roots');
    });
  }

  /** A Map keeps the order of insertion: moved to its end at each use, its first entry is the least recently used. */
  #cached(cache: Map<string, number>, key: string, max: number, make: () => number): number {
    const handle = cache.get(key) ?? make();
    cache.delete(key);
    cache.set(key, handle);
    const [oldest] = cache;
    if (cache.size > max && oldest !== undefined) {
      cache.delete(oldest[0]);
      this.#engine.call('qe_free_config', oldest[1]);
    }
    return handle;
  }
}

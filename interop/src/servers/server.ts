import type { Protocol } from '@hushdns/core';

/** What a server is started with; paths are those inside the tree. */
export interface ServerSettings {
  /** The server's own folder, which it may write to. */
  readonly folder: string;
  readonly origin: string;
  readonly zoneFile: string;
  readonly certFile: string;
  readonly keyFile: string;
  /** The name in the certificate. */
  readonly authName: string;
  /** The port of each of its protocols, the same on 127.0.0.1 and ::1. */
  readonly ports: ReadonlyMap<Protocol, number>;
}

/** What a server does not do as others do, so that nobody can do it with this server. */
export type Habit =
  /** Of several queries that arrive together over TLS it answers the first, the rest when more arrives. */
  | 'one-query-per-tls-read'
  /** The answer holds the first alias alone. */
  | 'leaves-aliases-to-the-client'
  /** DoH requests by address are reset: they have to name the server. */
  | 'https-by-name-only';

/** A server as the suite knows it. */
export interface Server {
  readonly name: string;
  readonly protocols: readonly Protocol[];
  readonly habits?: readonly Habit[];
  readonly user: string;
  /** What of root's powers its user keeps: `net_bind_service` for ports below 1024. None by default. */
  readonly capabilities?: readonly string[];
  /** What it logs once it answers. */
  readonly ready: RegExp;
  /** Its configuration file, where it has one: named `configuration` in its folder. */
  configuration?(settings: ServerSettings): string;
  /** The zone as its parser takes it; unchanged by default. */
  zone?(text: string): string;
  command(settings: ServerSettings): readonly string[];
}

/** The port of a protocol that the server has. */
export function portOf({ ports }: ServerSettings, protocol: Protocol): number {
  const port = ports.get(protocol);
  if (port === undefined) throw new RangeError(`no port for ${protocol}`);
  return port;
}

/** Where the server of a suite is; the host is always loopback. */
export interface ServerSettings {
  readonly port: number;
  /** The authority that certified the server, in PEM. */
  readonly ca: string;
  /** The name in its certificate. */
  readonly authName: string;
}

/** Of a bare client. */
export interface BareSettings extends ServerSettings {
  /** Encodes every query and decodes every reply; otherwise queries are ready and replies only counted. */
  readonly codec: boolean;
}

export const HOST = '127.0.0.1';

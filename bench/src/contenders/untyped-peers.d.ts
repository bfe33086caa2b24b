/** What the contenders use of packages that bring no types, or types that are not of what they export. */

declare module 'dns-packet' {
  interface Packet {
    readonly type: 'query' | 'response';
    readonly id: number;
    readonly flags: number;
    readonly questions: readonly { readonly type: string; readonly name: string }[];
    readonly answers?: readonly { readonly type: string; readonly data: unknown }[];
  }
  export function encode(packet: Packet): Buffer<ArrayBuffer>;
  export function decode(message: Buffer): Packet;
}

declare module 'dohdec' {
  interface Reply {
    readonly answers: readonly { readonly data: unknown }[];
  }
  export class DNSoverHTTPS {
    constructor(options: { readonly url: string; readonly http2: boolean });
    lookup(name: string, options: { readonly rrtype: string; readonly json: false }): Promise<Reply>;
    close(): void;
  }
}

declare module 'tangerine' {
  export default class Tangerine {
    constructor(options: {
      readonly servers: ReadonlySet<string>;
      readonly cache: false;
      /** Handed to undici as they are. */
      readonly requestOptions: object;
    });
    resolve4(name: string): Promise<readonly string[]>;
  }
}

import { DnsError } from './dns-error.ts';

/** Bytes that are not what the wire format allows. Every decoder throws this and nothing else. `code` is `EBADRESP`. */
export class WireError extends DnsError {
  static override readonly kind: string = 'WireError';

  /** Where in the message the fault stands, in octets from its start. */
  readonly offset: number;

  constructor(message: string, offset: number, options?: ErrorOptions) {
    super('EBADRESP', `${message} at octet ${offset}`, options);
    this.offset = offset;
  }
}

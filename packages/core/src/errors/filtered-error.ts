import { DnsError } from './dns-error.ts';

/** What was denied, and by what. */
export interface FilteredErrorDetails {
  /** The name asked for. */
  readonly hostname: string;
  readonly type: string;
  /** An address that was denied. */
  readonly address: string;
  /** The entry of the filter's `deny` that denied it, `private` for example. */
  readonly rule: string;
  /** The network of that entry, `10.0.0.0/8` for example. */
  readonly network: string;
}

/** Every address that a name has is denied by the resolver's `filter`. `code` is `EFILTERED`. */
export class FilteredError extends DnsError {
  static override readonly kind: string = 'FilteredError';

  override readonly hostname: string;
  override readonly type: string;
  /** An address that was denied. */
  readonly address: string;
  /** The entry of the filter's `deny` that denied it. */
  readonly rule: string;
  /** The network of that entry. */
  readonly network: string;

  constructor({ hostname, type, address, rule, network }: FilteredErrorDetails) {
    super('EFILTERED', `${hostname} ${type}: ${deniedBy(address, { rule, network })}`);
    this.hostname = hostname;
    this.type = type;
    this.address = address;
    this.rule = rule;
    this.network = network;
  }
}

/** In words. */
export function deniedBy(
  address: string,
  { rule, network }: Pick<FilteredErrorDetails, 'rule' | 'network'>,
): string {
  return `${address} is denied by the filter (${rule === network ? rule : `${rule}, ${network}`})`;
}

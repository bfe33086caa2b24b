import { formatAddress, parseAddress, reverseName } from '../address/index.ts';
import { ParseError } from '../errors/index.ts';
import { quote } from '../errors/quote.ts';
import { Name, toAscii } from '../name/index.ts';

/** Addresses by host name, as a hosts file has them. */
export type Hosts = ReadonlyMap<string, readonly string[]> | Readonly<Record<string, readonly string[]>>;

/** Hosts as questions look for them. */
export interface HostsTable {
  /** By the key of a name, in their order. */
  readonly addresses: ReadonlyMap<string, readonly string[]>;
  /** By the key of an address's reverse name, in their order. */
  readonly names: ReadonlyMap<string, readonly Name[]>;
}

/** Throws `RangeError` that says which entry has a name or an address that is none. */
export function hostsTable(hosts: Hosts): HostsTable {
  const addresses = new Map<string, string[]>();
  const names = new Map<string, Name[]>();
  for (const [host, listed] of isMap(hosts) ? hosts : Object.entries(hosts)) {
    if (!Array.isArray(listed)) throw new RangeError(`hosts: ${quote(host)}: a list of addresses is needed`);
    const name = nameOf(host);
    for (const each of listed as readonly unknown[]) {
      const octets = typeof each === 'string' ? parseAddress(each) : undefined;
      if (octets === undefined)
        throw new RangeError(`hosts: ${quote(host)}: ${quote(String(each))} is no IP address`);
      append(addresses, name.key, formatAddress(octets));
      append(names, reverseName(octets).key, name);
    }
  }
  return { addresses, names };
}

function nameOf(host: string): Name {
  try {
    return Name.from(toAscii(host));
  } catch (cause) {
    if (!(cause instanceof ParseError)) throw cause;
    throw new RangeError(`hosts: ${quote(host)} is no name: ${cause.message}`, { cause });
  }
}

function append<Value>(lists: Map<string, Value[]>, key: string, value: Value): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}

function isMap(hosts: Hosts): hosts is ReadonlyMap<string, readonly string[]> {
  return hosts instanceof Map;
}

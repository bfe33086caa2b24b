import { parseAddress } from '../address/index.ts';
import { ParseError } from '../errors/index.ts';
import { Name, toAscii } from '../name/index.ts';

/**
 * The entries of a hosts file, as hosts(5) describes it: an address and its names on each line, comments behind `#`. Addresses
 * of a name that stands on several lines are joined. What is no address or no name is left out, as system libraries
 * do: `fe80::1%lo0`, which stands in every hosts file of macOS, is good for one interface alone.
 */
export function parseHosts(text: string): Map<string, string[]> {
  const hosts = new Map<string, string[]>();
  for (const line of text.split(LINE_END)) {
    const [address = '', ...names] = line.replace(/#.*/, '').trim().split(/\s+/);
    if (parseAddress(address) === undefined) continue;
    for (const name of names) {
      const key = keyOf(name);
      if (key === undefined) continue;
      const addresses = hosts.get(key);
      if (addresses === undefined) hosts.set(key, [address]);
      else if (!addresses.includes(address)) addresses.push(address);
    }
  }
  return hosts;
}

const LINE_END = /\r\n?|\n/;

/** In lower case and without its final dot, so that what is the same name is one entry. */
function keyOf(name: string): string | undefined {
  try {
    return Name.from(toAscii(name)).key.slice(0, -1);
  } catch (error) {
    if (error instanceof ParseError) return undefined;
    throw error;
  }
}

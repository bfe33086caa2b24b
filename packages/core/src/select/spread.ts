import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { Name } from '../name/index.ts';
import type { Transport } from '../transport/index.ts';
import { questionOf } from '../transport/question.ts';
import type { Combinator, CombinatorOptions } from './combinator.ts';
import { combinator } from './strategic-combinator.ts';

/** What `spread` takes. */
export interface SpreadOptions extends CombinatorOptions {
  /**
   * The part of a name that stays with one upstream: the registered domain, `example.co.uk` of `www.example.co.uk`. It
   * gets the name in lower case, without its final dot; where it gives nothing, the whole name counts. `getDomain` of
   * tldts is such a function.
   */
  readonly domainOf: (name: string) => string | null | undefined;
  /**
   * At least 16 secret octets that decide which domain goes where. Random by default, so that nobody can tell; a key
   * that is kept lets domains stay where they are when the process starts anew.
   */
  readonly key?: Uint8Array;
}

const MIN_KEY_OCTETS = 16;
const RANDOM_KEY_OCTETS = 32;

/**
 * Sends all names of a domain to one upstream, and the domains to different ones, so that none of them sees everything.
 * Where that one fails, the domain goes to the next by the same hash: the others stay where they are, as they do where
 * an upstream is added or removed (rendezvous hashing, with HMAC-SHA256 of endpoint and domain).
 *
 * Throws `RangeError` for an empty list, a key that is too short, and a mix of trust classes without
 * `dangerAllowPlaintext`.
 */
export function spread(upstreams: readonly Transport[], options: SpreadOptions): Combinator {
  const { domainOf, key = crypto.getRandomValues(new Uint8Array(RANDOM_KEY_OCTETS)) } = options;
  if (typeof domainOf !== 'function') throw new TypeError('spread: domainOf is no function');
  if (key.length < MIN_KEY_OCTETS)
    throw new RangeError(`spread: key has ${key.length} octets, which is less than ${MIN_KEY_OCTETS}`);
  const keyed = hmac.create(sha256, key);
  const text = new TextEncoder();
  /** The hash as it is before the domain. */
  const begun = upstreams.map((each) => keyed.clone().update(text.encode(`${each.traits.endpoint}\n`)));
  return combinator('spread', upstreams, options, {
    order: (members, query) => {
      const name = Name.fromOctets(questionOf(query).name).key.slice(0, -1);
      const domain = text.encode(domainOf(name) ?? name);
      const scores = begun.map((hash) => scoreOf(hash.clone().update(domain).digest()));
      return members.toSorted(
        (left, right) => (scores[right.index] as number) - (scores[left.index] as number),
      );
    },
  });
}

/** The first 48 bits, which a number holds exactly. */
function scoreOf(digest: Uint8Array): number {
  const view = new DataView(digest.buffer, digest.byteOffset);
  return view.getUint32(0) * 2 ** 16 + view.getUint16(4);
}

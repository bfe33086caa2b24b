import { ParseError } from '../errors/index.ts';
import { Name, toAscii } from '../name/index.ts';
import type { Transport, WireQuestion } from '../transport/index.ts';
import type { Combinator, CombinatorOptions } from './combinator.ts';
import { combinedTraits, requireTransport } from './combined-traits.ts';
import { combinator } from './strategic-combinator.ts';

/** Where the names of each domain go: a domain stands for itself and all below it, `.` for all others. */
export type Routes = Readonly<Record<string, Transport>>;

/** What `route` takes beside its routes. */
export type RouteOptions = Pick<CombinatorOptions, 'observe' | 'clock'>;

/** The type of DS records (RFC 4034 5). */
const DS = 43;

/**
 * Sends each query to the upstream of the closest enclosing domain, and to no other:
 * `{ 'corp.example': tls('10.0.0.53'), '.': quic(...) }`. A DS query for a routed domain itself goes where its parent's
 * do, as the parent has those records (RFC 4035 3.1.4.1).
 *
 * Upstreams may differ in how they protect queries, as it is written down here for which names. `traits` say what the
 * weakest has; `childrenFor` says which upstream a question goes to, and resolvers go by that.
 *
 * Throws `RangeError` without a route for `.`, for a key that is no domain or stands twice, and for `*.` at its front;
 * `TypeError` for a value that is no transport.
 */
export function route(routes: Routes, options: RouteOptions = {}): Combinator {
  const byDomain = new Map<string, readonly [Transport]>();
  for (const [key, transport] of Object.entries(routes)) {
    const domain = domainOf(key);
    requireTransport(transport, pathOf(key));
    if (byDomain.has(domain.key)) throw new RangeError(`${pathOf(key)}: ${domain} has a route already`);
    byDomain.set(domain.key, [transport]);
  }
  const otherwise = byDomain.get(Name.root.key);
  if (otherwise === undefined)
    throw new RangeError(`routes['.'] is missing: it says where names go that no other route is for`);
  const mostLabels = Math.max(...Array.from(byDomain.keys(), (key) => Name.from(key).labelCount));

  const childrenFor = ({ name, type }: WireQuestion): readonly [Transport] => {
    const asked = Name.fromOctets(name);
    const start = type === DS ? asked.parent : asked;
    let domain = start.strip(Math.max(0, start.labelCount - mostLabels));
    for (; !domain.isRoot; domain = domain.parent) {
      const found = byDomain.get(domain.key);
      if (found !== undefined) return found;
    }
    return otherwise;
  };
  const children = [...new Set(Object.values(routes))];
  const targets = Object.entries(routes).map(([key, { traits }]) => `${key}: ${traits.endpoint}`);
  const traits = { ...combinedTraits('route', children, true), endpoint: `route(${targets.join(', ')})` };
  return combinator('route', children, options, { order: (members) => members, childrenFor, traits });
}

function domainOf(key: string): Name {
  if (key.startsWith('*.')) {
    const domain = JSON.stringify(key.slice(2));
    throw new RangeError(`${pathOf(key)}: a domain stands for all names below it: write ${domain}`);
  }
  try {
    return Name.from(toAscii(key));
  } catch (cause) {
    if (!(cause instanceof ParseError)) throw cause;
    throw new RangeError(`${pathOf(key)} is no domain: ${cause.message}`, { cause });
  }
}

function pathOf(key: string): string {
  return `routes[${JSON.stringify(key)}]`;
}

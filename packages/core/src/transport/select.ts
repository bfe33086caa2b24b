import type { Transport, TransportSelector } from './contract.ts';
import { normalUrl } from './endpoint-forms.ts';

/** The last text that was read as a URL: of a query's many upstreams, each compares the same one. */
let lastRead: { readonly text: string; readonly url: string | undefined } = { text: '', url: undefined };

/** Whether a transport, or one of its children, is what `only` asks for. */
export function isSelected(transport: Transport, only: TransportSelector | undefined): boolean {
  if (only === undefined || only === transport) return true;
  if (transport.children !== undefined) return transport.children.some((child) => isSelected(child, only));
  if (typeof only !== 'string') return false;
  const { protocol, endpoint } = transport.traits;
  return only === protocol || only === endpoint || urlOf(only) === endpoint;
}

function urlOf(text: string): string | undefined {
  if (lastRead.text !== text) lastRead = { text, url: normalUrl(text) };
  return lastRead.url;
}

/** The transports without children that `only` selects. */
export function selectedLeaves(transport: Transport, only: TransportSelector | undefined): Transport[] {
  const { children } = transport;
  if (children === undefined) return isSelected(transport, only) ? [transport] : [];
  // A combinator that is chosen itself has no part left to choose.
  const inside = only === transport ? undefined : only;
  return children.flatMap((child) => selectedLeaves(child, inside));
}

/** The error for a selector that nothing matches, raised before a packet is sent. */
export function notSelected(transport: Transport, only: TransportSelector): RangeError {
  const wanted = typeof only === 'string' ? only : only.traits.endpoint;
  return new RangeError(`no upstream matches ${wanted}: there is ${transport.traits.endpoint}`);
}

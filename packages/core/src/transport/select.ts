import type { Transport, TransportSelector, WireQuestion } from './contract.ts';
import { normalUrl } from './endpoint-forms.ts';

/** The last text that was read as a URL: of a query's many upstreams, each compares the same one. */
let lastRead: { readonly text: string; readonly url: string | undefined } = { text: '', url: undefined };

/** Whether a transport, or one of its children that the question may go to, is what `only` asks for. */
export function isSelected(
  transport: Transport,
  only: TransportSelector | undefined,
  question?: WireQuestion,
): boolean {
  if (only === undefined || isItself(transport, only)) return true;
  const children = childrenOf(transport, question);
  if (children !== undefined) return children.some((child) => isSelected(child, only, question));
  if (typeof only !== 'string') return false;
  return only === transport.traits.protocol || urlOf(only) === transport.traits.endpoint;
}

function urlOf(text: string): string | undefined {
  if (lastRead.text !== text) lastRead = { text, url: normalUrl(text) };
  return lastRead.url;
}

/** Whether a selector names a transport as a whole, so that none of its children is left to choose. */
export function isItself(transport: Transport, only: TransportSelector): boolean {
  return only === transport || only === transport.traits.endpoint;
}

/** The transports without children that `only` selects for a question; for any where none is given. */
export function selectedLeaves(
  transport: Transport,
  only: TransportSelector | undefined,
  question?: WireQuestion,
): Transport[] {
  const children = childrenOf(transport, question);
  if (children === undefined) return isSelected(transport, only) ? [transport] : [];
  const inside = only === undefined || isItself(transport, only) ? undefined : only;
  return children.flatMap((child) => selectedLeaves(child, inside, question));
}

/** Whether the upstreams that a query may go to depend on what it asks. */
export function isRouted(transport: Transport): boolean {
  return transport.childrenFor !== undefined || (transport.children?.some(isRouted) ?? false);
}

/** The error for a selector that nothing matches, raised before a packet is sent. */
export function notSelected(transport: Transport, only: TransportSelector): RangeError {
  const wanted = typeof only === 'string' ? only : only.traits.endpoint;
  return new RangeError(`no upstream matches ${wanted}: there is ${transport.traits.endpoint}`);
}

function childrenOf(
  transport: Transport,
  question: WireQuestion | undefined,
): readonly Transport[] | undefined {
  return question === undefined || transport.childrenFor === undefined
    ? transport.children
    : transport.childrenFor(question);
}

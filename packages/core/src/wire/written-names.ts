import { MAX_POINTER_OFFSET } from './limits.ts';

const HASHES = 0x4000;
const OFFSET_BITS = 14;
/** The node above all labels. */
export const WRITTEN_ROOT = 0;
/** The node that was last added with a hash; shared by all messages, as the node there has to prove itself anyway. */
const lastAdded = new Uint16Array(HASHES);

/**
 * The names in a message, for pointers to them: a tree of labels, of which every node but the root says where its label
 * stands. A label takes one look, however many names there are: one is not found, and written again, where another with the
 * same hash was added since.
 */
export class WrittenNames {
  /** By node: its parent and, in the lower bits, the offset of its label. */
  readonly #nodes: number[] = [0];
  #last = '';
  #lastOffset = 0;
  #previous = '';
  #previousOffset = 0;

  /** The child of a node with the label at `start` of a name's octets; undefined where none is known in `message`. */
  find(parent: number, octets: Uint8Array, start: number, message: Uint8Array): number | undefined {
    const node = lastAdded[hashOf(parent, octets, start)] as number;
    if (
      node === WRITTEN_ROOT ||
      node >= this.#nodes.length ||
      (this.#nodes[node] as number) >>> OFFSET_BITS !== parent
    )
      return undefined;
    const offset = this.offsetOf(node);
    const length = octets[start] as number;
    for (let at = 0; at <= length; at++) if (message[offset + at] !== octets[start + at]) return undefined;
    return node;
  }

  /** Adds the label at `start` of a name's octets below a node, written at `offset`. */
  add(parent: number, octets: Uint8Array, start: number, offset: number): number {
    const node = this.#nodes.push((parent << OFFSET_BITS) | offset) - 1;
    lastAdded[hashOf(parent, octets, start)] = node;
    return node;
  }

  /** Where a name was written, if it is one of the last two: the records of an RRset follow each other. */
  recent(text: string): number | undefined {
    if (text === this.#last) return this.#lastOffset;
    return text === this.#previous ? this.#previousOffset : undefined;
  }

  /** Makes a name the last one. */
  setRecent(text: string, offset: number): void {
    this.#previous = this.#last;
    this.#previousOffset = this.#lastOffset;
    this.#last = text;
    this.#lastOffset = offset;
  }

  offsetOf(node: number): number {
    return (this.#nodes[node] as number) & MAX_POINTER_OFFSET;
  }
}

function hashOf(parent: number, octets: Uint8Array, start: number): number {
  const end = start + (octets[start] as number);
  let hash = parent;
  for (let at = start; at <= end; at++) hash = Math.imul(hash, 31) + (octets[at] as number);
  return (hash ^ (hash >>> OFFSET_BITS)) & (HASHES - 1);
}

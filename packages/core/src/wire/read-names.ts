import { MAX_POINTER_OFFSET } from './limits.ts';

/** A name that was read, or the end of one. */
export interface ReadName {
  /** Where it stands in the message. */
  readonly start: number;
  /** A `Name`, of which this folder knows nothing. */
  readonly name: unknown;
  /** What it takes in wire form without compression. */
  readonly octets: number;
  /** How many pointers lead to its end. */
  readonly pointers: number;
  /** Where the first of them leads; -1 where there is none. */
  readonly target: number;
}

/** Which of its message's names stands at an offset; shared by all messages, as the name itself says where it stands. */
const places = new Uint16Array(MAX_POINTER_OFFSET + 1);

/**
 * The names that were read in a message, for pointers to them. A sparse set (Briggs and Torczon 1993): no hashing, and
 * nothing to clear for the next message. Where messages are read at the same time, one inside another, it may
 * forget a name, which is read again then.
 */
export class ReadNames {
  /** The octets of labels and pointers that were looked at so far: what the work of reading names is counted by. */
  octets = 0;
  /** The pointer, as 16 bits, that the name read last consists of, and that name: records of an RRset repeat it. */
  lastPointer = -1;
  lastName: unknown = undefined;
  #names: ReadName[] | undefined;

  at(start: number): ReadName | undefined {
    const names = this.#names;
    const place = places[start] as number;
    if (names === undefined || place >= names.length) return undefined;
    const name = names[place];
    return name?.start === start ? name : undefined;
  }

  add(name: ReadName): void {
    if (name.start > MAX_POINTER_OFFSET) return;
    // Many messages have one name: an array that begins with it is smaller than one that grows from nothing.
    if (this.#names === undefined) this.#names = [name];
    else this.#names.push(name);
    places[name.start] = this.#names.length - 1;
  }
}

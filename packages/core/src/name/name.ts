import { decodeNameText, encodeNameText } from './name-text.ts';

/**
 * A domain name: a sequence of labels of octets, always absolute. Immutable.
 * Compared without regard to ASCII case (RFC 4343); the case that it came with is kept.
 */
export class Name {
  static readonly root: Name = new Name(Uint8Array.of(0));

  /** The uncompressed wire form, root label included. Not to be written to. */
  readonly octets: Uint8Array;
  #text: string | undefined;
  #key: string | undefined;

  /** For decoders, which hand over octets that they checked and own; everybody else uses `Name.from`. */
  constructor(octets: Uint8Array) {
    this.octets = octets;
  }

  /**
   * The name that a text in presentation form stands for (RFC 1035 5.1, escapes `\DDD` and `\X` included).
   * A text without a final dot is taken below `origin`, which is the root by default.
   * Throws `ParseError` for an empty or too long label, a too long name, a bad escape or a character beyond ASCII.
   */
  static from(text: string | Name, origin: Name = Name.root): Name {
    return typeof text === 'string' ? new Name(encodeNameText(text, origin.octets)) : text;
  }

  get isRoot(): boolean {
    return this.octets.length === 1;
  }

  /** The name without its leftmost label; the root is its own parent. */
  get parent(): Name {
    return this.isRoot ? this : new Name(this.octets.subarray(1 + (this.octets[0] as number)));
  }

  /** One character an octet, ASCII letters in lower case: the same for equal names, so fit as the key of a Map. */
  get key(): string {
    return (this.#key ??= lowerKey(this.octets));
  }

  equals(other: Name): boolean {
    return this === other || this.key === other.key;
  }

  /** Whether this name is `ancestor` or stands below it. */
  isWithin(ancestor: Name): boolean {
    let name: Name = this;
    while (name.octets.length > ancestor.octets.length) name = name.parent;
    return name.equals(ancestor);
  }

  /** The labels from left to right, as views; none for the root. */
  labels(): Uint8Array[] {
    const labels: Uint8Array[] = [];
    for (let at = 0; at < this.octets.length - 1;) {
      const start = at + 1;
      at = start + (this.octets[at] as number);
      labels.push(this.octets.subarray(start, at));
    }
    return labels;
  }

  /** The presentation form with its final dot. */
  toString(): string {
    return (this.#text ??= decodeNameText(this.octets));
  }

  toJSON(): string {
    return this.toString();
  }

  static {
    Object.defineProperty(this.prototype, Symbol.for('nodejs.util.inspect.custom'), {
      value(this: Name): string {
        return this.toString();
      },
    });
  }
}

function lowerKey(octets: Uint8Array): string {
  let key = '';
  for (const octet of octets)
    key += String.fromCharCode(octet >= 0x41 && octet <= 0x5a ? octet | 0x20 : octet);
  return key;
}

import { foldOctet, MAX_LABEL_OCTETS, MAX_NAME_OCTETS } from '../wire/index.ts';
import { compareOctets, labelStarts } from './name-labels.ts';
import { decodeNameText, encodeNameText, encodePlainNameText } from './name-text.ts';

const ROOT_OCTETS = Uint8Array.of(0);

/**
 * A domain name: a sequence of labels of octets, always absolute. Immutable. Only a text may be relative: `Name.from` reads it
 * below an origin, `toRelativeText` prints it so.
 * Compared without regard to ASCII case (RFC 4343); the case that it came with is kept.
 */
export class Name {
  static readonly root: Name = new Name('.');

  /** The presentation form with its final dot (RFC 1035 5.1), what is not printable ASCII escaped. */
  readonly text: string;
  #octets: Uint8Array | undefined;
  #key: string | undefined;

  /** For decoders, which made the text, and the octets if any, themselves; everybody else uses `Name.from`. */
  constructor(text: string, octets?: Uint8Array) {
    this.text = text;
    this.#octets = octets;
  }

  /**
   * The name that a text in presentation form stands for (RFC 1035 5.1, escapes `\DDD` and `\X` included).
   * A text without a final dot is taken below `origin`, which is the root by default.
   * Throws `ParseError` for an empty or too long label, a too long name, a bad escape or a character beyond ASCII.
   */
  static from(text: string | Name, origin: Name = Name.root): Name {
    if (typeof text !== 'string') {
      if (text instanceof Name) return text;
      throw new TypeError(`a name is a string or a Name, not ${typeof text}`);
    }
    const octets = origin.isRoot ? encodePlainNameText(text) : undefined;
    if (octets === undefined) return Name.fromOctets(encodeNameText(text, origin.octets));
    return new Name(text.length === octets.length - 1 ? text : `${text}.`, octets);
  }

  /** The name of an uncompressed wire form, which the caller checked and does not write to again. */
  static fromOctets(octets: Uint8Array): Name {
    return new Name(decodeNameText(octets), octets);
  }

  /** The name of these labels, from left to right and without the root. Throws `RangeError` for labels that make no name. */
  static fromLabels(labels: readonly Uint8Array[]): Name {
    return Name.root.prepend(...labels);
  }

  get isRoot(): boolean {
    return this.text === '.';
  }

  /** The uncompressed wire form, root label included. Not to be written to. */
  get octets(): Uint8Array {
    return (this.#octets ??= encodePlainNameText(this.text) ?? encodeNameText(this.text, ROOT_OCTETS));
  }

  /** The name without its leftmost label; the root is its own parent. */
  get parent(): Name {
    return this.isRoot ? this : Name.fromOctets(this.octets.subarray(1 + (this.octets[0] as number)));
  }

  /** The text with ASCII letters in lower case: the same for equal names, so fit as the key of a Map. */
  get key(): string {
    if (this.#key === undefined) {
      // A text is ASCII, and no letter in it is part of an escape.
      const key = this.text.toLowerCase();
      this.#key = key === this.text ? this.text : key;
    }
    return this.#key;
  }

  equals(other: Name): boolean {
    return this.text === other.text || (this.text.length === other.text.length && this.key === other.key);
  }

  /** Whether this name is `ancestor` or stands below it. */
  isWithin(ancestor: Name): boolean {
    const { octets } = ancestor;
    const start = this.octets.length - octets.length;
    if (!ancestor.isRoot && !labelStarts(this.octets).includes(start)) return false;
    return octets.every((octet, at) => foldOctet(octet) === foldOctet(this.octets[start + at] as number));
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

  /** How many labels it has, the root not counted. */
  get labelCount(): number {
    return labelStarts(this.octets).length;
  }

  /** In lower case: the form in which DNSSEC signs owners (RFC 4034 6.2). */
  toCanonical(): Name {
    return new Name(this.key);
  }

  /** The canonical order, that of NSEC records (RFC 4034 6.1): below 0 where this name comes first, 0 for equal names. */
  compare(other: Name): number {
    return compareOctets(this.octets, other.octets);
  }

  /** The name of these labels, from left to right, and this one's. Throws `RangeError` for labels that make no name. */
  prepend(...labels: readonly Uint8Array[]): Name {
    let length = this.octets.length;
    for (const label of labels) {
      if (label.length === 0 || label.length > MAX_LABEL_OCTETS)
        throw new RangeError(`a label of ${label.length} octets`);
      length += 1 + label.length;
    }
    const octets = octetsFor(length);
    let at = 0;
    for (const label of labels) {
      octets[at] = label.length;
      octets.set(label, at + 1);
      at += 1 + label.length;
    }
    octets.set(this.octets, at);
    return Name.fromOctets(octets);
  }

  /** The name of this one's labels and, to their right, those of `suffix`. Throws `RangeError` where it is too long. */
  concat(suffix: Name): Name {
    const ownLength = this.octets.length - 1;
    const octets = octetsFor(ownLength + suffix.octets.length);
    octets.set(this.octets);
    octets.set(suffix.octets, ownLength);
    return Name.fromOctets(octets);
  }

  /** The name without its `count` leftmost labels; the root where it has no more. */
  strip(count: number): Name {
    const start = labelStarts(this.octets)[count];
    return start === undefined ? Name.root : Name.fromOctets(this.octets.subarray(start));
  }

  /**
   * The labels left of those of `ancestor`, as a name: `name.relativeTo(ancestor).concat(ancestor)` equals `name`.
   * Throws `RangeError` where this name is not within `ancestor`.
   */
  relativeTo(ancestor: Name): Name {
    if (!this.isWithin(ancestor)) throw new RangeError(`${this} is not within ${ancestor}`);
    const octets = this.octets.slice(0, this.octets.length - ancestor.octets.length + 1);
    octets[octets.length - 1] = 0;
    return Name.fromOctets(octets);
  }

  /**
   * The presentation form as a zone file has it below `$ORIGIN` (RFC 1035 5.1): without the labels of the origin and the final
   * dot, `@` for the origin itself. Absolute for a name that is not within it, or is in another case, so that
   * `Name.from(name.toRelativeText(origin), origin)` is the name as it was.
   */
  toRelativeText(origin: Name): string {
    const { text } = this;
    if (!this.isWithin(origin) || !text.endsWith(origin.text)) return text;
    return text.slice(0, origin.isRoot ? -1 : -1 - origin.text.length) || '@';
  }

  /** The presentation form with its final dot. */
  toString(): string {
    return this.text;
  }

  toJSON(): string {
    return this.text;
  }

  static {
    Object.defineProperty(this.prototype, Symbol.for('nodejs.util.inspect.custom'), {
      value(this: Name): string {
        return this.text;
      },
    });
  }
}

function octetsFor(length: number): Uint8Array {
  if (length > MAX_NAME_OCTETS) throw new RangeError(`a name of ${length} octets`);
  return new Uint8Array(length);
}

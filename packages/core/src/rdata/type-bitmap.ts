import type { Reader, Writer } from '../wire/index.ts';
import type { RdataFields, TypeNames } from './codec.ts';
import type { RecordType } from './rdata-by-type.ts';

/** A window's bitmap covers 256 types (RFC 4034 4.1.2). */
const MAX_BITMAP_OCTETS = 32;

/**
 * A set of record types, ascending by code: the Type Bit Maps field of NSEC, NSEC3 and CSYNC (RFC 4034 4.1.2). Immutable.
 * It holds the field's octets, as 64 KiB of them can name every type there is many times over.
 */
export class TypeBitmap implements Iterable<RecordType> {
  /** The wire form: each window once, without trailing zero octets. Not to be written to. */
  readonly octets: Uint8Array;
  readonly #types: TypeNames;

  /** For decoders, which hand over octets that they checked and own; everybody else uses `TypeBitmap.of`. */
  constructor(octets: Uint8Array, types: TypeNames) {
    this.octets = octets;
    this.#types = types;
  }

  /**
   * The set of these types in any order, `TypeBitmap.of(['A', 'RRSIG', 'NSEC'], allTypes)` for example.
   * Throws `RangeError` for a mnemonic that is not in the registry.
   */
  static of(present: Iterable<RecordType>, types: TypeNames): TypeBitmap {
    return ofCodes(
      Array.from(present, (type) => types.codeOf(type)),
      types,
    );
  }

  /** Whether a type is among them. Throws `RangeError` for a mnemonic that is not in the registry that this was read with. */
  has(type: RecordType): boolean {
    const code = this.#types.codeOf(type);
    const { octets } = this;
    let window = 0;
    while (window < octets.length && (octets[window] as number) < code >>> 8)
      window += 2 + (octets[window + 1] as number);
    const at = (code & 0xff) >>> 3;
    if (octets[window] !== code >>> 8 || at >= (octets[window + 1] as number)) return false;
    return ((octets[window + 2 + at] as number) & (0x80 >>> (code & 7))) !== 0;
  }

  *[Symbol.iterator](): Generator<RecordType> {
    const { octets } = this;
    for (let window = 0; window < octets.length; window += 2 + (octets[window + 1] as number)) {
      const length = octets[window + 1] as number;
      for (let code = 0; code < length * 8; code++)
        if (((octets[window + 2 + (code >>> 3)] as number) & (0x80 >>> (code & 7))) !== 0)
          yield this.#types.nameOf(((octets[window] as number) << 8) | code);
    }
  }

  /** The presentation form: the types with blanks between them. */
  toString(): string {
    return [...this].join(' ');
  }

  toJSON(): RecordType[] {
    return [...this];
  }

  static {
    Object.defineProperty(this.prototype, Symbol.for('nodejs.util.inspect.custom'), {
      value(this: TypeBitmap): RecordType[] {
        return [...this];
      },
    });
  }
}

/** Reads the Type Bit Maps field to the end of the rdata (RFC 4034 4.1.2). Throws `WireError`. */
export function readTypeBitmap(reader: Reader, types: TypeNames): TypeBitmap {
  const start = reader.offset;
  const octets = reader.octets(reader.remaining);
  let previous = -1;
  for (let at = 0; at < octets.length;) {
    const window = octets[at] as number;
    const length = octets[at + 1] ?? 0;
    const next = at + 2 + length;
    if (window <= previous) throw reader.error('type bitmap windows out of order', start + at);
    if (length === 0 || length > MAX_BITMAP_OCTETS || next > octets.length)
      throw reader.error(`a type bitmap of ${length} octets`, start + at + 1);
    if (octets[next - 1] === 0) throw reader.error('a type bitmap that ends in zeros', start + next - 1);
    previous = window;
    at = next;
  }
  return new TypeBitmap(octets, types);
}

/** Writes the Type Bit Maps field as it was read. */
export function writeTypeBitmap(writer: Writer, { octets }: TypeBitmap): void {
  writer.octets(octets);
}

/** All fields to the end of the rdata as record types. */
export function parseTypeBitmap(fields: RdataFields): TypeBitmap {
  const codes: number[] = [];
  while (fields.more) codes.push(fields.types.codeOf(fields.type()));
  return ofCodes(codes, fields.types);
}

/** Fields behind those before, without a blank where no type is left. */
export function printWithTypes(before: readonly unknown[], types: TypeBitmap): string {
  return types.octets.length === 0 ? before.join(' ') : `${before.join(' ')} ${types}`;
}

/** The set of these code points: each window once, without trailing zero octets (RFC 4034 4.1.2). */
function ofCodes(codes: number[], types: TypeNames): TypeBitmap {
  const ascending = codes.toSorted((left, right) => left - right);
  const octets = new Uint8Array(new Set(ascending.map((code) => code >>> 8)).size * (2 + MAX_BITMAP_OCTETS));
  let window = 0;
  let end = 0;
  for (const code of ascending) {
    if (end === 0 || octets[window] !== code >>> 8) {
      window = end;
      octets[window] = code >>> 8;
    }
    const at = (code & 0xff) >>> 3;
    octets[window + 1] = at + 1;
    end = window + 2 + at;
    octets[end] = (octets[end] as number) | (0x80 >>> (code & 7));
    end++;
  }
  return new TypeBitmap(octets.slice(0, end), types);
}

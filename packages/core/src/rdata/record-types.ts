import * as common from './common-codecs.ts';
import type { RdataCodec, TypeNames } from './codec.ts';
import type { CommonType, KnownType, NumberedType, Rdata, RdataByType, RecordType } from './rdata-by-type.ts';
import { unknown } from './types/unknown.ts';

/** The wire codecs of some types, by mnemonic. */
export type RdataCodecs<Known extends KnownType> = {
  readonly [Type in Known]: RdataCodec<RdataByType[Type]>;
};

/** The class that all types are for; NONE has their rdata in dynamic updates (RFC 2136 2.5.4). */
const IN = 1;
const NONE = 254;

/** A type as a registry has it. */
export interface RegisteredType<Known extends KnownType = KnownType> {
  readonly type: Known | NumberedType;
  /** Takes and gives the rdata of this type alone. */
  readonly codec: RdataCodec<Rdata>;
  /** As the codec says. */
  readonly internetOnly: boolean;
}

/** Nearly all types have a code below this one: an array finds them faster than a Map. */
const LOW_CODES = 512;

/**
 * The record types that a codec knows. A type that is not among them is called by its number, `TYPE35`, and its rdata
 * is octets (RFC 3597), so that what a message holds is what its type says.
 */
export class RecordTypes<Known extends KnownType = KnownType> implements TypeNames {
  readonly #byCode: ReadonlyMap<number, RegisteredType<Known>>;
  readonly #byLowCode: readonly (RegisteredType<Known> | undefined)[];
  readonly #byName: ReadonlyMap<string, RegisteredType<Known>>;

  /** Throws `RangeError` where two types have the same code. */
  constructor(codecs: RdataCodecs<Known>) {
    const all = Object.entries(codecs as unknown as Record<string, RdataCodec<Rdata>>).map(
      ([type, codec]) =>
        ({ type, codec, internetOnly: codec.internetOnly === true }) as RegisteredType<Known>,
    );
    this.#byCode = new Map(all.map((each) => [each.codec.code, each]));
    this.#byLowCode = Array.from({ length: LOW_CODES }, (_, code) => this.#byCode.get(code));
    this.#byName = new Map(all.map((each) => [each.type, each]));
    if (this.#byCode.size < all.length) throw new RangeError('two record types have the same code');
  }

  /** What the rdata of a code point is in a class (its code, IN by default): octets where the registry has no form for it. */
  ofCode(code: number, recordClass: number = IN): RegisteredType<Known> {
    const found = this.#find(code);
    return found !== undefined && isOfClass(found, recordClass) ? found : numbered(code);
  }

  /**
   * A type by its name: with octets for rdata where that is its number, registered or not.
   * Throws `RangeError` for a mnemonic that is not registered, and for a number beyond 65535.
   */
  of(type: RecordType): RegisteredType<Known> {
    const found = this.#byName.get(type);
    if (found !== undefined) return found;
    const code = numberOf(type);
    if (code === undefined) throw new RangeError(`${type} is not among the record types passed`);
    return numbered(code);
  }

  nameOf(code: number): Known | NumberedType {
    return this.#find(code)?.type ?? `TYPE${code}`;
  }

  codeOf(type: RecordType): number {
    return this.of(type).codec.code;
  }

  parse(text: string): Known | NumberedType | undefined {
    const upper = text.toUpperCase();
    const known = this.#byName.get(upper)?.type;
    if (known !== undefined) return known;
    const code = numberOf(upper);
    return code === undefined ? undefined : this.nameOf(code);
  }

  /** A registry of these types and of more. Throws `RangeError` where two types have the same code. */
  with<More extends KnownType>(codecs: RdataCodecs<More>): RecordTypes<Known | More> {
    const own = Object.fromEntries(Array.from(this.#byName, ([type, { codec }]) => [type, codec]));
    return new RecordTypes<Known | More>({ ...own, ...codecs } as RdataCodecs<Known | More>);
  }

  #find(code: number): RegisteredType<Known> | undefined {
    return code < LOW_CODES ? this.#byLowCode[code] : this.#byCode.get(code);
  }
}

/** Whether the rdata of a class (its code) has the form that a type's codec reads and writes. */
export function isOfClass({ internetOnly }: RegisteredType, recordClass: number): boolean {
  return recordClass === IN || !internetOnly || recordClass === NONE;
}

function numbered(code: number): RegisteredType<never> {
  return { type: `TYPE${code}`, codec: unknown(code) as RdataCodec<Rdata>, internetOnly: false };
}

/** The code in `TYPE65280` (RFC 3597 5). */
function numberOf(type: string): number | undefined {
  const code = /^TYPE(\d{1,5})$/.exec(type)?.[1];
  return code === undefined || Number(code) > 0xffff ? undefined : Number(code);
}

/** A NS CNAME SOA PTR MX TXT AAAA SRV SVCB HTTPS CAA: what codecs know where no other registry is passed. */
export const commonTypes: RecordTypes<CommonType> = /* @__PURE__ */ new RecordTypes(common);

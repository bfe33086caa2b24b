import type { RdataText } from './codec.ts';
import type { KnownType, Rdata, RdataByType, RecordType } from './rdata-by-type.ts';
import type { RdataCodecs, RecordTypes } from './record-types.ts';
import { unknownText } from './types/unknown.ts';

/** The presentation forms of some types, by mnemonic. */
export type RdataTexts<Known extends KnownType> = {
  readonly [Type in Known]: RdataText<RdataByType[Type]>;
};

/** Record types with their presentation form, which is apart from the wire form so that a bundle holds what it uses. */
export class RecordTexts<Known extends KnownType = KnownType> {
  readonly types: RecordTypes<Known>;
  readonly #texts: Readonly<Record<string, unknown>>;

  /** The texts of all types in `types`. */
  constructor(types: RecordTypes<Known>, texts: RdataTexts<Known>) {
    this.types = types;
    this.#texts = texts;
  }

  /** The presentation form of a type; the generic one (RFC 3597 5) for a type by its number. Throws `RangeError`. */
  of<Type extends RecordType>(type: Type): RdataText<Rdata<Type>> {
    const registered = this.types.of(type).type;
    const text = Object.hasOwn(this.#texts, registered) ? this.#texts[registered] : unknownText;
    return text as RdataText<Rdata<Type>>;
  }

  /** These types and more, each with both forms. */
  with<More extends KnownType>(
    codecs: RdataCodecs<More>,
    texts: RdataTexts<More>,
  ): RecordTexts<Known | More> {
    return new RecordTexts<Known | More>(this.types.with(codecs), { ...this.#texts, ...texts } as RdataTexts<
      Known | More
    >);
  }
}

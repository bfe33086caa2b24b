import type { CompleteRdataText, RdataText } from './codec.ts';
import type { KnownType, Rdata, RdataByType, RecordType } from './rdata-by-type.ts';
import { encodeRdata } from './rdata-wire.ts';
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

  /**
   * The presentation form of a type; the generic one (RFC 3597 5) for a type by its number, and for rdata that the form
   * has no words for. Throws `RangeError`.
   */
  of<Type extends RecordType>(type: Type): CompleteRdataText<Rdata<Type>> {
    const { types } = this;
    const registered = types.of(type).type;
    const own = Object.hasOwn(this.#texts, registered) ? this.#texts[registered] : unknownText;
    const { parse, print } = own as RdataText<Rdata<Type>>;
    const printGeneric = (rdata: Rdata<Type>): string =>
      unknownText.print({ data: encodeRdata<KnownType, Type>(type, rdata, { types }) });
    return { parse, print: (rdata) => print(rdata) ?? printGeneric(rdata) };
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

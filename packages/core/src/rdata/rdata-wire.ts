import { withContext } from '../errors/with-context.ts';
import { Reader, Writer } from '../wire/index.ts';
import type { CommonType, KnownType, NumberedType, Rdata } from './rdata-by-type.ts';
import { commonTypes, type RecordTypes } from './record-types.ts';

export interface RdataWireOptions<Known extends KnownType> {
  /** The common types by default. */
  readonly types?: RecordTypes<Known>;
}

export interface EncodeRdataOptions<Known extends KnownType> extends RdataWireOptions<Known> {
  /** The form that DNSSEC signs: names in lower case where RFC 4034 6.2 says so. False by default. */
  readonly canonical?: boolean;
}

/**
 * Rdata in wire form, its names uncompressed. Throws `RangeError` where a field does not fit, or the type is not registered,
 * and `TypeError` for what the types rule out.
 */
export function encodeRdata<
  Known extends KnownType = CommonType,
  Type extends NoInfer<Known> | NumberedType = NoInfer<Known> | NumberedType,
>(type: Type, rdata: Rdata<Type>, options: EncodeRdataOptions<Known> = {}): Uint8Array<ArrayBuffer> {
  const types: RecordTypes = options.types ?? commonTypes;
  const writer = new Writer(undefined, options.canonical === true ? 'canonical' : 'plain');
  const { codec } = types.of(type);
  try {
    codec.write(writer, rdata, types);
  } catch (error) {
    throw withContext(error, `rdata of ${type}`);
  }
  return writer.finish();
}

/** Reads rdata in wire form, all of it. Throws `WireError`, and `RangeError` where the type is not registered. */
export function decodeRdata<
  Known extends KnownType = CommonType,
  Type extends NoInfer<Known> | NumberedType = NoInfer<Known> | NumberedType,
>(type: Type, bytes: Uint8Array, options: RdataWireOptions<Known> = {}): Rdata<Type> {
  const types: RecordTypes = options.types ?? commonTypes;
  const reader = new Reader(bytes);
  reader.mayPoint = false;
  const { codec } = types.of(type);
  return reader.within(reader.remaining, () => codec.read(reader, types)) as Rdata<Type>;
}

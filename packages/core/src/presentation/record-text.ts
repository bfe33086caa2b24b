import type { ResourceRecord } from '../message/index.ts';
import type { CommonType, KnownType, NumberedType, RecordTexts } from '../rdata/index.ts';
import { commonTexts } from './common-texts.ts';
import type { TextOptions } from './rdata-text.ts';

/**
 * A record on one line, as a zone file and `dig` show it: owner, TTL, class, type, rdata.
 * Throws `RangeError` where its type is not registered.
 */
export function printRecord<Known extends KnownType = CommonType>(
  record: ResourceRecord<NoInfer<Known> | NumberedType>,
  options: TextOptions<Known> = {},
): string {
  const { name, ttlSeconds, class: recordClass, type, rdata }: ResourceRecord = record;
  const types: RecordTexts = options.types ?? commonTexts;
  return `${name}\t${ttlSeconds}\t${recordClass}\t${type}\t${types.of(type).print(rdata)}`;
}

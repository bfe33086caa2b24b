import type { ResourceRecord } from '../message/index.ts';
import type { Name } from '../name/index.ts';
import { commonTexts } from '../presentation/common-texts.ts';
import type { TextOptions } from '../presentation/rdata-text.ts';
import { recordLine } from '../presentation/record-line.ts';
import type { CommonType, KnownType, NumberedType, RecordTexts } from '../rdata/index.ts';

/** How a master file is written. */
export interface PrintZoneOptions<Known extends KnownType = KnownType> extends TextOptions<Known> {
  /** Written as `$ORIGIN`; owners at and below it are written relative to it. */
  readonly origin?: Name;
  /** Written as `$TTL`, and left out of the records that have it. */
  readonly ttlSeconds?: number;
}

/**
 * A master file (RFC 1035 5) line by line, line ends included, its fields in columns and an owner only where it changes.
 * `parseZone` reads the same records from it. Throws `RangeError` for a record whose type is not registered.
 */
export function printZone<Known extends KnownType = CommonType>(
  records: Iterable<ResourceRecord<NoInfer<Known> | NumberedType>>,
  options: PrintZoneOptions<Known> = {},
): Generator<string> {
  return printLines(records, options.types ?? commonTexts, options);
}

function* printLines(
  records: Iterable<ResourceRecord>,
  types: RecordTexts,
  { origin, ttlSeconds }: PrintZoneOptions,
): Generator<string> {
  if (origin !== undefined) yield `$ORIGIN ${origin}\n`;
  if (ttlSeconds !== undefined) yield `$TTL ${ttlSeconds}\n`;
  let ownerBefore: string | undefined;
  for (const record of records) {
    const owner = origin === undefined ? record.name.text : record.name.toRelativeText(origin);
    const line = recordLine({
      owner: owner === ownerBefore ? '' : owner,
      ttl: record.ttlSeconds === ttlSeconds ? '' : String(record.ttlSeconds),
      class: record.class,
      type: record.type,
      rdata: types.of(record.type).print(record.rdata),
    });
    ownerBefore = owner;
    yield `${line}\n`;
  }
}

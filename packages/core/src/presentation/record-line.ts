/** The text of a record's fields; empty for one that is left out. */
export interface RecordFields {
  readonly owner: string;
  readonly ttl: string;
  readonly class: string;
  readonly type: string;
  readonly rdata: string;
}

/** A record's line with its fields in columns, the same for every record; a longer field moves what follows it. */
export function recordLine(fields: RecordFields): string {
  return [
    fields.owner.padEnd(23),
    fields.ttl.padEnd(7),
    fields.class.padEnd(3),
    fields.type.padEnd(7),
    fields.rdata,
  ].join(' ');
}

import type { ResourceRecord } from '../message/index.ts';
import { printRdata } from './rdata-text.ts';

/** A record on one line, as a zone file and `dig` show it: owner, TTL, class, type, rdata. */
export function printRecord(record: ResourceRecord): string {
  const { name, ttlSeconds, class: recordClass, type, rdata } = record;
  return `${name}\t${ttlSeconds}\t${recordClass}\t${type}\t${printRdata(type, rdata)}`;
}

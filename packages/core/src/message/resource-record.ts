import { Name } from '../name/index.ts';
import type { Rdata, RecordType } from '../rdata/index.ts';
import type { RecordClass } from './codes.ts';
import type { ResourceRecord } from './message.ts';

/**
 * A record of these fields: `resourceRecord('example.com', 'A', 300, { address: '192.0.2.1' })`. Names in the rdata are
 * `Name`s. Of text, `parseRecord` makes one. Throws `ParseError` for an owner that is no name.
 */
export function resourceRecord<Type extends RecordType>(
  name: string | Name,
  type: Type,
  ttlSeconds: number,
  rdata: NoInfer<Rdata<Type>>,
  recordClass: RecordClass = 'IN',
): ResourceRecord<Type> {
  return { name: Name.from(name), type, class: recordClass, ttlSeconds, rdata } as ResourceRecord<Type>;
}

import type { Message, Name, ResourceRecord } from '@hushdns/core';
import { allTexts } from '@hushdns/core/presentation';
import { parseZone } from '@hushdns/core/zone';

type Soa = ResourceRecord<'SOA'>;
type Cname = ResourceRecord<'CNAME'>;

/** The records of one zone, by owner. */
export class ZoneData {
  readonly origin: Name;
  readonly soa: Soa;
  /** By the owner's key; an empty list is a name that exists for the sake of those below it (RFC 8020). */
  readonly #records = new Map<string, ResourceRecord[]>();

  /** Throws `ParseError` for what is no zone file, `RangeError` for records outside of the zone or a missing SOA. */
  constructor(text: string, origin: Name) {
    this.origin = origin;
    for (const record of parseZone(text, { origin, types: allTexts })) this.#add(record);
    const soa = this.at(origin)?.find((record): record is Soa => record.type === 'SOA');
    if (soa === undefined) throw new RangeError(`the zone ${origin} has no SOA record at its apex`);
    this.soa = soa;
  }

  /** What stands at a name; undefined where it does not exist. */
  at(name: Name): readonly ResourceRecord[] | undefined {
    return this.#records.get(name.key);
  }

  cnameAt(name: Name): Cname | undefined {
    return this.at(name)?.find((record): record is Cname => record.type === 'CNAME');
  }

  /** The SOA as negative answers bear it, its TTL bounded by its own minimum field (RFC 2308 3). */
  get negativeAuthority(): Message['authorities'] {
    return [{ ...this.soa, ttlSeconds: Math.min(this.soa.ttlSeconds, this.soa.rdata.minimum) }];
  }

  #add(record: ResourceRecord): void {
    if (!record.name.isWithin(this.origin))
      throw new RangeError(`${record.name} is not in the zone ${this.origin}`);
    this.#recordsAt(record.name).push(record);
    for (let name = record.name; !name.equals(this.origin); name = name.parent) this.#recordsAt(name.parent);
  }

  #recordsAt(name: Name): ResourceRecord[] {
    let records = this.#records.get(name.key);
    if (records === undefined) this.#records.set(name.key, (records = []));
    return records;
  }
}

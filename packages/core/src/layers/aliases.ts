import type { ResourceRecord } from '../message/index.ts';
import type { Name } from '../name/index.ts';
import type { RecordType } from '../rdata/index.ts';
import type { Request } from './layer.ts';

/** More aliases than this are taken for a loop that was spread out. */
export const MAX_ALIASES = 16;

/** Where the aliases in an answer section lead. */
export interface Followed<Type extends RecordType> {
  /** The aliases on the way, those that a DNAME record makes included. */
  readonly chain: readonly ResourceRecord<'CNAME'>[];
  /** The name that they led to. */
  readonly canonicalName: Name;
  /** What that name has of the type asked for. */
  readonly records: readonly ResourceRecord<Type>[];
  /** What is wrong with the chain: it came back to itself, has too many aliases, or makes a name that is too long. */
  readonly fault?: 'loop' | 'length' | 'name';
}

/**
 * Follows CNAME and DNAME records from the name asked for (RFC 1034 3.6.2, RFC 6672 3.2). Only records that the chain leads to
 * count: nothing else in a response was asked for.
 *
 * Below a DNAME record's owner there is nothing but what that record makes (RFC 6672 2.4). So the alias is made from it, and a
 * CNAME record that a server adds is not read: it says the same, or is wrong.
 */
export function followAliases<Type extends RecordType>(
  request: Pick<Request, 'name' | 'class'> & { type: Type },
  answers: readonly ResourceRecord[],
): Followed<Type> {
  const chain: ResourceRecord<'CNAME'>[] = [];
  const dnames = answers.filter((each) => isOfType(each, 'DNAME') && each.class === request.class);
  for (let canonicalName = request.name; ;) {
    const records: ResourceRecord<Type>[] = [];
    let alias: ResourceRecord<'CNAME'> | undefined;
    for (const each of answers) {
      if (each.class !== request.class || !each.name.equals(canonicalName)) continue;
      if (isOfType(each, request.type)) records.push(each);
      else if (isOfType(each, 'CNAME')) alias ??= each;
    }
    const dname = dnames.find(({ name }) => isBelow(canonicalName, name));
    if (dname !== undefined && (records.length === 0 || request.type === 'CNAME')) {
      alias = aliasOf(canonicalName, dname as ResourceRecord<'DNAME'>);
      if (alias === undefined) return { chain, canonicalName, records: [], fault: 'name' };
      if (isOfType(alias, request.type)) return { chain, canonicalName, records: [alias] };
    } else if (records.length > 0 || alias === undefined) {
      return { chain, canonicalName, records };
    }
    chain.push(alias);
    canonicalName = alias.rdata.cname;
    if (chain.some(({ name }) => name.equals(canonicalName)))
      return { chain, canonicalName, records: [], fault: 'loop' };
    if (chain.length > MAX_ALIASES) return { chain, canonicalName, records: [], fault: 'length' };
  }
}

/** The CNAME record that a DNAME makes for a name below its owner (RFC 6672 3.1); undefined where that is over 255 octets. */
function aliasOf(
  name: Name,
  { name: owner, class: recordClass, ttlSeconds, rdata }: ResourceRecord<'DNAME'>,
): ResourceRecord<'CNAME'> | undefined {
  try {
    const cname = name.relativeTo(owner).concat(rdata.target);
    return { name, type: 'CNAME', class: recordClass, ttlSeconds, rdata: { cname } };
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function isBelow(name: Name, ancestor: Name): boolean {
  return name.isWithin(ancestor) && !name.equals(ancestor);
}

function isOfType<Type extends RecordType>(
  record: ResourceRecord,
  type: Type,
): record is ResourceRecord<Type> {
  return record.type === type;
}

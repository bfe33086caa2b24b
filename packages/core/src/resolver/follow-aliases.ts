import type { Request } from '../layers/index.ts';
import type { ResourceRecord } from '../message/index.ts';
import type { Name } from '../name/index.ts';
import type { RecordType } from '../rdata/index.ts';

/** More aliases than this are taken for a loop that was spread out. */
const MAX_ALIASES = 16;

/** Where the aliases in an answer section lead. */
export interface Followed<Type extends RecordType> {
  readonly chain: readonly ResourceRecord<'CNAME'>[];
  readonly canonicalName: Name;
  readonly records: readonly ResourceRecord<Type>[];
  /** Whether the chain came back to itself or was too long. */
  readonly looped: boolean;
}

/** Follows CNAME records from the name asked for (RFC 1034 3.6.2). Only records that the chain leads to count: nothing else in a response was asked for. */
export function followAliases<Type extends RecordType>(
  request: Pick<Request, 'name' | 'class'> & { type: Type },
  answers: readonly ResourceRecord[],
): Followed<Type> {
  const chain: ResourceRecord<'CNAME'>[] = [];
  for (let canonicalName = request.name; ;) {
    const records: ResourceRecord<Type>[] = [];
    let alias: ResourceRecord<'CNAME'> | undefined;
    for (const each of answers) {
      if (each.class !== request.class || !each.name.equals(canonicalName)) continue;
      if (isOfType(each, request.type)) records.push(each);
      else if (isOfType(each, 'CNAME')) alias ??= each;
    }
    if (records.length > 0 || alias === undefined) return { chain, canonicalName, records, looped: false };
    chain.push(alias);
    canonicalName = alias.rdata.cname;
    const looped = chain.length > MAX_ALIASES || chain.some(({ name }) => name.equals(canonicalName));
    if (looped) return { chain, canonicalName, records: [], looped };
  }
}

function isOfType<Type extends RecordType>(
  record: ResourceRecord,
  type: Type,
): record is ResourceRecord<Type> {
  return record.type === type;
}

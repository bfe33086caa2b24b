import type { Request } from '../layers/index.ts';
import { type EdnsOption, recordClasses } from '../message/index.ts';
import type { Name } from '../name/index.ts';
import { allTypes, type RecordType } from '../rdata/index.ts';
import { clientSubnetOption } from './client-subnet.ts';
import type { ResolveOptions } from './options.ts';

/** What a question says where nobody says something else. */
export interface RequestDefaults {
  /** The option that says where questions come from; none to say nothing. */
  readonly clientSubnet: readonly EdnsOption[];
}

/**
 * The request for a type at a name. A number that has a mnemonic becomes it. Throws `RangeError` for what is no type of records,
 * and for two client subnets.
 */
export function requestFor<Type extends RecordType>(
  name: Name,
  type: Type,
  options: ResolveOptions,
  defaults: RequestDefaults,
): Request & { readonly type: Type } {
  const code = allTypes.codeOf(type);
  if (isMetaType(code)) throw new RangeError(`${type} is no type of records`);
  return {
    name,
    type: allTypes.nameOf(code) as Type,
    class: recordClasses.name(recordClasses.code(options.class ?? 'IN')),
    recursionDesired: options.recursionDesired ?? true,
    dnssecOk: options.dnssecOk ?? false,
    checkingDisabled: options.checkingDisabled ?? false,
    authenticData: options.authenticData ?? false,
    ednsOptions: ednsOptionsOf(options, defaults),
  };
}

function ednsOptionsOf(
  { ednsOptions = [], clientSubnet }: ResolveOptions,
  defaults: RequestDefaults,
): readonly EdnsOption[] {
  // Two would be a malformed query (RFC 7871 6).
  const isGiven = ednsOptions.some(({ code }) => code === 'ECS' || code === 'OPT8');
  if (isGiven && clientSubnet !== undefined)
    throw new RangeError('clientSubnet and ednsOptions both have a client subnet: one of them can be used');
  if (isGiven) return ednsOptions;
  const subnet = clientSubnet === undefined ? defaults.clientSubnet : clientSubnetOption(clientSubnet);
  return ednsOptions.length === 0 ? subnet : [...subnet, ...ednsOptions];
}

/** Types that no answer has records of: OPT, and the range for queries, transactions and NXNAME (RFC 6895 3.1, RFC 9824 3.4). */
function isMetaType(code: number): boolean {
  return code === 0 || code === 41 || (code >= 128 && code <= 255);
}

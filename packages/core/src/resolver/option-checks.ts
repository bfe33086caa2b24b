import type { AddressFilterOptions } from '../address/index.ts';
import { type RecordClass, recordClasses } from '../message/index.ts';
import type { Transport } from '../transport/index.ts';
import { aBoolean, aDuration, anInteger, anything, type Check, type Checks, oneOf } from './check-options.ts';
import { clientSubnetOption } from './client-subnet.ts';
import type { LookupOptions } from './lookup.ts';
import type { ResolveOptions, ResolverOptions, SendOptions } from './options.ts';
import type { ReverseOptions } from './reverse.ts';

/** More tries are a burden to an upstream that does not answer (RFC 9520 3.1), and each has little time. */
const MAX_TRIES = 10;

/** As many dots as resolv.conf(5) takes. */
const MAX_NDOTS = 15;

export const sendChecks: Checks<SendOptions> = {
  transport: anything,
  signal: (value) => (isSignal(value) ? undefined : 'an AbortSignal is needed'),
  timeoutMs: aDuration,
  tries: anInteger(1, MAX_TRIES),
};

const aClientSubnet: Check = (value) => {
  if (typeof value !== 'string' && value !== false)
    return 'a network, 203.0.113.0/24 for example, or false is needed';
  clientSubnetOption(value);
  return undefined;
};

export const resolveChecks: Checks<ResolveOptions> = {
  ...sendChecks,
  class: (value) => void recordClasses.code(value as RecordClass),
  recursionDesired: aBoolean,
  dnssecOk: aBoolean,
  checkingDisabled: aBoolean,
  authenticData: aBoolean,
  clientSubnet: aClientSubnet,
  ednsOptions: aList,
};

const { class: _, ...nameChecks } = resolveChecks;

export const lookupChecks: Checks<LookupOptions> = {
  ...nameChecks,
  family: oneOf(0, 4, 6),
  order: oneOf('rfc6724', 'ipv6first', 'ipv4first', 'verbatim'),
  https: aBoolean,
  graceMs: aDuration,
};

export const reverseChecks: Checks<ReverseOptions> = { ...nameChecks, confirm: aBoolean };

export const filterChecks: Checks<AddressFilterOptions> = { deny: aListOfTexts, allow: aListOfTexts };

export const resolverChecks: Checks<ResolverOptions> = {
  upstream: (value) => {
    const all: readonly unknown[] = Array.isArray(value) ? value : [value];
    if (all.length === 0) return 'at least one upstream is needed';
    return all.every(isTransport) ? undefined : 'a transport is needed, or several in a list';
  },
  layers: aList,
  timeoutMs: aDuration,
  tries: anInteger(1, MAX_TRIES),
  clientSubnet: aClientSubnet,
  filter: (value) =>
    typeof value === 'object' && value !== null ? undefined : "{ deny: ['special'] }, for example, is needed",
  search: aListOfTexts,
  ndots: anInteger(0, MAX_NDOTS),
  sourceFor: (value) => (typeof value === 'function' ? undefined : 'a function is needed'),
  dangerAllowPlaintext: aBoolean,
  resources: aList,
  clock: anything,
  // Checked where they are read.
  observe: anything,
  redactNames: anything,
  hosts: (value) =>
    typeof value === 'function' || (typeof value === 'object' && value !== null)
      ? undefined
      : 'a Map or an object with the addresses of each name is needed, or a function that gives it',
  privateReverse: oneOf('local', 'upstream'),
};

function aList(value: unknown): string | undefined {
  return Array.isArray(value) ? undefined : 'a list is needed';
}

function aListOfTexts(value: unknown): string | undefined {
  return Array.isArray(value) && value.every((each) => typeof each === 'string')
    ? undefined
    : 'a list of texts is needed';
}

/** By its members: one of another realm, a frame's for example, is no instance of this one's class. */
function isSignal(value: unknown): value is AbortSignal {
  return typeof value === 'object' && value !== null && 'aborted' in value && 'addEventListener' in value;
}

function isTransport(value: unknown): value is Transport {
  return typeof value === 'object' && value !== null && 'exchange' in value && 'traits' in value;
}

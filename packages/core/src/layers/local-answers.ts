import { parseAddress, reverseName } from '../address/index.ts';
import { extendedErrorCodes } from '../message/extended-errors.ts';
import {
  type Message,
  queryMessage,
  type Rcode,
  resourceRecord,
  type ResourceRecord,
} from '../message/index.ts';
import { Name } from '../name/index.ts';
import { type Hosts, hostsTable, type HostsTable } from './hosts.ts';
import type { Layer, LocalRule, Request, Response } from './layer.ts';
import { PRIVATE_REVERSE_ZONES } from './private-zones.ts';

/** What is answered without a question to anybody, beside the names that are always. */
export interface LocalOptions {
  /**
   * Addresses by host name, or a function that gives them, which is called for each question and gives the same object until
   * they change. A name that is listed has these addresses alone: a family that it lacks, and HTTPS records, are not asked
   * for. None by default.
   */
  readonly hosts?: Hosts | (() => Hosts);
  /**
   * Who answers for the reverse names of private addresses (RFC 6303): `local` says that there are none, so that nobody
   * beyond the own network learns which of its addresses are in use; `upstream` asks, which is right where the upstream
   * belongs to that network. `local` by default.
   */
  readonly privateReverse?: 'local' | 'upstream';
}

/** The answer to a request that must not, or need not, leave this machine. */
export type LocalAnswers = (request: Request) => Response | undefined;

/** An hour: these answers do not change. */
const LOCAL_TTL_SECONDS = 3600;
/** Hosts do. */
const HOSTS_TTL_SECONDS = 5;

const LOCALHOST = Name.from('localhost.');
const LOOPBACK = {
  A: [resourceRecord(LOCALHOST, 'A', LOCAL_TTL_SECONDS, { address: '127.0.0.1' })],
  AAAA: [resourceRecord(LOCALHOST, 'AAAA', LOCAL_TTL_SECONDS, { address: '::1' })],
} as const;

const LOOPBACK_NAMES: ReadonlySet<string> = new Set(
  ['127.0.0.1', '::1'].map((address) => reverseName(parseAddress(address) as Uint8Array).key),
);

/** By their last label: names that are not in the DNS, and why. */
const NOT_IN_DNS: ReadonlyMap<string, { readonly rule: LocalRule; readonly why: string }> = new Map([
  ['invalid.', { rule: 'invalid', why: 'names in invalid. do not exist (RFC 6761 6.4)' }],
  ['onion.', { rule: 'onion', why: 'names in onion. belong to Tor and are not asked for (RFC 7686 2)' }],
  [
    'local.',
    { rule: 'local', why: 'names in local. are found by multicast and are not asked for (RFC 6762 3)' },
  ],
]);

/** Answers before anybody is asked. */
export function local(answers: LocalAnswers): Layer {
  return (next) => (request, context) => {
    const answer = answers(request);
    return answer === undefined ? next(request, context) : Promise.resolve(answer);
  };
}

/** Throws `RangeError` for hosts that cannot be used; what a function gives later on throws when it is asked for. */
export function localAnswers({ hosts = new Map(), privateReverse = 'local' }: LocalOptions): LocalAnswers {
  const table = typeof hosts === 'function' ? latestTable(hosts) : constantTable(hosts);
  table();
  return (request) => {
    // Other classes have other names.
    if (request.class !== 'IN') return undefined;
    return (
      localhost(request) ??
      fromHosts(request, table()) ??
      nameOfLoopback(request) ??
      notInDns(request) ??
      (privateReverse === 'local' ? ofPrivateAddress(request) : undefined)
    );
  };
}

/** Always the loopback address, whatever a hosts file says (RFC 6761 6.3). */
function localhost(request: Request): Response | undefined {
  const { name, type } = request;
  if (!name.key.endsWith(LOCALHOST.key) || !name.isWithin(LOCALHOST)) return undefined;
  if (type !== 'A' && type !== 'AAAA')
    return negative(request, 'NOERROR', 'localhost', 'localhost has addresses alone (RFC 6761 6.3)');
  return positive(request, 'localhost', [{ ...LOOPBACK[type][0], name }]);
}

function fromHosts(request: Request, { addresses, names }: HostsTable): Response | undefined {
  const { name, type } = request;
  if (type === 'PTR') {
    const hosts = names.get(name.key) ?? [];
    const records = hosts.map((ptrdname) => resourceRecord(name, 'PTR', HOSTS_TTL_SECONDS, { ptrdname }));
    return records.length === 0 ? undefined : positive(request, 'hosts', records);
  }
  // An HTTPS record would have addresses of its own.
  const listed = type === 'A' || type === 'AAAA' || type === 'HTTPS' ? addresses.get(name.key) : undefined;
  if (listed === undefined) return undefined;
  const records = listed
    .filter((address) => type === (address.includes(':') ? 'AAAA' : 'A'))
    .map((address) => resourceRecord(name, type as 'A' | 'AAAA', HOSTS_TTL_SECONDS, { address }));
  return records.length === 0
    ? negative(request, 'NOERROR', 'hosts', `the entry in hosts has no such record`)
    : positive(request, 'hosts', records);
}

function nameOfLoopback(request: Request): Response | undefined {
  const { name, type } = request;
  if (type !== 'PTR' || !LOOPBACK_NAMES.has(name.key)) return undefined;
  return positive(request, 'localhost', [
    resourceRecord(name, 'PTR', LOCAL_TTL_SECONDS, { ptrdname: LOCALHOST }),
  ]);
}

function notInDns(request: Request): Response | undefined {
  const { name } = request;
  const found = NOT_IN_DNS.get(lastLabel(name));
  if (found === undefined || !name.isWithin(Name.from(lastLabel(name)))) return undefined;
  return negative(request, 'NXDOMAIN', found.rule, found.why);
}

function ofPrivateAddress(request: Request): Response | undefined {
  const { key } = request.name;
  if (!key.endsWith('.arpa.') || !ancestorsOf(key).some((zone) => PRIVATE_REVERSE_ZONES.has(zone)))
    return undefined;
  const why = 'what names a private address has is for its own network to say (RFC 6303)';
  return negative(request, 'NXDOMAIN', 'private-reverse', why);
}

/** The name itself and those above it, as texts. An escaped dot makes one more that is in no table. */
function ancestorsOf(key: string): string[] {
  const ancestors: string[] = [];
  for (let at = 0; at < key.length - 1; at = key.indexOf('.', at) + 1) ancestors.push(key.slice(at));
  return ancestors;
}

/** What follows the last dot but the final one, with the final one: a label, but for one with an escaped dot. */
function lastLabel({ key }: Name): string {
  return key.slice(key.lastIndexOf('.', key.length - 2) + 1);
}

function positive(request: Request, rule: LocalRule, answers: readonly ResourceRecord[]): Response {
  return responseOf(request, rule, { answers });
}

function negative(request: Request, rcode: Rcode, rule: LocalRule, why: string): Response {
  const data = { infoCode: extendedErrorCodes.code('Synthesized'), extraText: why };
  const edns = {
    udpPayloadOctets: 512,
    version: 0,
    dnssecOk: false,
    options: [{ code: 'EDE', data } as const],
  };
  return responseOf(request, rule, { rcode, edns });
}

function responseOf(request: Request, rule: LocalRule, fields: Partial<Message>): Response {
  const { name, type, class: recordClass, recursionDesired: rd, checkingDisabled: cd } = request;
  const questions = [{ name, type, class: recordClass }];
  return {
    message: queryMessage(name, type, { qr: true, ra: true, rd, cd, questions, ...fields }),
    source: { kind: 'local', rule, elapsedMs: 0 },
    ageSeconds: 0,
  };
}

function constantTable(hosts: Hosts): () => HostsTable {
  const table = hostsTable(hosts);
  return () => table;
}

function latestTable(source: () => Hosts): () => HostsTable {
  let hosts = source();
  let table = hostsTable(hosts);
  return () => {
    const latest = source();
    if (latest !== hosts) {
      table = hostsTable(latest);
      hosts = latest;
    }
    return table;
  };
}

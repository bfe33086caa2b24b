import type { AddressFilter, Denial } from '../address/index.ts';
import { FilteredError } from '../errors/index.ts';
import type { ResourceRecord } from '../message/index.ts';
import type { SvcParams } from '../rdata/index.ts';
import type { Layer, Request, Response } from './layer.ts';

/** Keys of service parameters (RFC 9460 14.3.2). */
const IPV4HINT = 4;
const IPV6HINT = 6;

/**
 * Takes the addresses that a filter denies out of every response, whoever gave it: A and AAAA records, and the hints of SVCB and
 * HTTPS records. Rejects with `FilteredError` where a response had records to answer with and is left with none.
 */
export function filter(addressFilter: AddressFilter): Layer {
  return (next) => async (request, context) => filtered(request, await next(request, context), addressFilter);
}

/** The response without what is denied: itself, where that is nothing. */
function filtered(request: Request, response: Response, addressFilter: AddressFilter): Response {
  const { message } = response;
  const sieve = new Sieve(addressFilter);
  const [answers, authorities, additionals] = [message.answers, message.authorities, message.additionals].map(
    (records) => sieve.records(records),
  ) as [ResourceRecord[], ResourceRecord[], ResourceRecord[]];
  const { denied } = sieve;
  if (denied === undefined) return response;
  const isAnswer = ({ type }: ResourceRecord): boolean => type === request.type;
  if (message.answers.some(isAnswer) && !answers.some(isAnswer))
    throw new FilteredError({ hostname: request.name.text, type: request.type, ...denied });
  return { ...response, message: { ...message, answers, authorities, additionals } };
}

/** Takes out what a filter denies and keeps the first of it. */
class Sieve {
  readonly #addressFilter: AddressFilter;
  denied: (Denial & { readonly address: string }) | undefined;

  constructor(addressFilter: AddressFilter) {
    this.#addressFilter = addressFilter;
  }

  records(records: readonly ResourceRecord[]): ResourceRecord[] {
    return records.map((each) => this.#record(each)).filter((each) => each !== undefined);
  }

  /** The record itself where nothing is denied; undefined where nothing of it is left. */
  #record(record: ResourceRecord): ResourceRecord | undefined {
    switch (record.type) {
      case 'A':
      case 'AAAA':
        return this.#passes(record.rdata.address) ? record : undefined;
      case 'SVCB':
      case 'HTTPS': {
        const params = this.#params(record.rdata.params);
        return params && { ...record, rdata: { ...record.rdata, params } };
      }
      default:
        return record;
    }
  }

  /** Undefined where a key would go that must be there (RFC 9460 8). */
  #params(params: SvcParams): SvcParams | undefined {
    const { ipv4hint: given4, ipv6hint: given6, ...others } = params;
    const ipv4hint = this.#hint(given4);
    const ipv6hint = this.#hint(given6);
    const { mandatory = [] } = params;
    if (ipv4hint === undefined && mandatory.includes(IPV4HINT)) return undefined;
    if (ipv6hint === undefined && mandatory.includes(IPV6HINT)) return undefined;
    return { ...others, ...(ipv4hint && { ipv4hint }), ...(ipv6hint && { ipv6hint }) };
  }

  /** A hint without addresses is none (RFC 9460 7.3). */
  #hint(addresses: readonly string[] = []): readonly string[] | undefined {
    const left = addresses.filter((address) => this.#passes(address));
    return left.length === 0 ? undefined : left;
  }

  #passes(address: string): boolean {
    const denial = this.#addressFilter(address);
    if (denial !== undefined) this.denied ??= { ...denial, address };
    return denial === undefined;
  }
}

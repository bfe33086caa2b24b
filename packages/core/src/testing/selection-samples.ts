import { TransportError } from '../errors/index.ts';
import { type ExtendedErrorPurpose, extendedErrorCodes } from '../message/extended-errors.ts';
import { encodeMessage, queryMessage, type Rcode } from '../message/index.ts';
import { allTypes, type RecordType } from '../rdata/index.ts';
import type { Clock, ExchangeContext, TransportReply } from '../transport/index.ts';
import { SimulatedTransport, type SimulatedTransportOptions } from './simulated-transport.ts';

/** What a query for a name looks like. */
export function queryFor(name: string, type: RecordType = 'A', id = 1): Uint8Array {
  return encodeMessage(queryMessage(name, type, { id }), { types: allTypes });
}

/** A reply of an rcode and extended errors, without a question. */
export function replyOf(rcode: Rcode, ...purposes: readonly ExtendedErrorPurpose[]): Uint8Array {
  const options = purposes.map((purpose) => ({
    code: 'EDE' as const,
    data: { infoCode: extendedErrorCodes.code(purpose), extraText: '' },
  }));
  const edns = { udpPayloadOctets: 1232, version: 0, dnssecOk: false, options };
  return encodeMessage(queryMessage('.', 'A', { qr: true, rcode, questions: [], edns }));
}

export const CONNECTION_REFUSED: TransportError = new TransportError('refused', {
  phase: 'connect',
  protocol: 'tls',
  endpoint: 'tls://192.0.2.1',
});

/** Upstreams `tls://192.0.2.1` and so on, which answer with the query where nothing else is said. */
export function upstreams<const Options extends readonly Partial<SimulatedTransportOptions>[]>(
  clock: Clock,
  ...options: Options
): { [Index in keyof Options]: SimulatedTransport } {
  return options.map(({ traits, ...each }, index) => {
    const endpoint = `tls://192.0.2.${index + 1}`;
    return new SimulatedTransport({ clock, answer: echo, ...each, traits: { endpoint, ...traits } });
  }) as { [Index in keyof Options]: SimulatedTransport };
}

function echo(query: Uint8Array): Uint8Array {
  return query;
}

/** Asks a transport and lets time pass until it has replied. */
export function asker(
  transport: { exchange(query: Uint8Array, context: ExchangeContext): Promise<TransportReply> },
  clock: Clock & { settle<T>(promise: Promise<T>): Promise<T> },
): (query?: Uint8Array, context?: Partial<ExchangeContext>) => Promise<TransportReply> {
  return (query = queryFor('www.example'), context = {}) =>
    clock.settle(transport.exchange(query, { deadline: clock.now() + 5_000, ...context }));
}

import { decodeMessage, encodeQuery } from '../message/index.ts';
import { allTypes } from '../rdata/index.ts';
import type { Clock, ExchangeContext, Transport } from '../transport/index.ts';
import type { Query, Request, Response } from './layer.ts';

/**
 * The largest UDP reply that is asked for: what passes every path unfragmented (DNS Flag Day 2020, RFC 9715 3.2).
 * Streams are not bound by it.
 */
const UDP_PAYLOAD_OCTETS = 1232;

/** The innermost query: puts the request on a transport and reads what comes back. Rejects with `WireError` for a malformed reply, and with whatever the transport does. */
export function network(transport: Transport, clock: Clock): Query {
  return (request, context) => exchange(transport, encodeRequest(request), context, clock);
}

/** Sends a query in wire form, and reads what comes back. */
export async function exchange(
  transport: Transport,
  query: Uint8Array,
  context: ExchangeContext,
  clock: Clock,
): Promise<Response> {
  const startMs = clock.now();
  const reply = await transport.exchange(query, context);
  const attempts = context.evidence?.failures;
  return {
    message: decodeMessage(reply.bytes, { types: allTypes }),
    source: {
      kind: 'network',
      elapsedMs: clock.now() - startMs,
      ...reply.connection,
      ...(attempts === undefined ? {} : { attempts }),
    },
    ageSeconds: reply.ageSeconds ?? 0,
  };
}

function encodeRequest(request: Request): Uint8Array {
  const { dnssecOk, ednsOptions: options } = request;
  return encodeQuery(
    request.name,
    request.type,
    {
      class: request.class,
      rd: request.recursionDesired,
      ad: request.authenticData,
      cd: request.checkingDisabled,
      edns: { udpPayloadOctets: UDP_PAYLOAD_OCTETS, version: 0, dnssecOk, options },
    },
    { types: allTypes },
  );
}

import type { IncomingMessage } from 'node:http';
import type { Http2ServerRequest } from 'node:http2';
import { MAX_MESSAGE_OCTETS } from '@hushdns/core/transport';

export const DOH_PATH = '/dns-query';
/** RFC 8484 6. */
export const DOH_MEDIA_TYPE = 'application/dns-message';

/** A request that is no query: the status that says so. */
export interface RefusedRequest {
  readonly status: 400 | 404 | 405 | 413 | 415;
}

/** The query of a GET or POST request (RFC 8484 4.1); undefined where the client gave up while it sent one. */
export async function readDohQuery(
  request: IncomingMessage | Http2ServerRequest,
): Promise<Uint8Array | RefusedRequest | undefined> {
  const url = URL.parse(request.url ?? '', 'https://server.invalid');
  if (url === null) return { status: 400 };
  if (url.pathname !== DOH_PATH) return { status: 404 };
  if (request.method === 'GET') return readParameter(url.searchParams.get('dns'));
  if (request.method !== 'POST') return { status: 405 };
  if (request.headers['content-type'] !== DOH_MEDIA_TYPE) return { status: 415 };
  return readBody(request);
}

/** Base64url without padding (RFC 8484 6). */
function readParameter(parameter: string | null): Uint8Array | RefusedRequest {
  if (parameter === null || !/^[\w-]+$/.test(parameter)) return { status: 400 };
  return new Uint8Array(Buffer.from(parameter, 'base64url'));
}

async function readBody(
  request: IncomingMessage | Http2ServerRequest,
): Promise<Uint8Array | RefusedRequest | undefined> {
  const chunks: Buffer[] = [];
  let octets = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      octets += chunk.length;
      if (octets > MAX_MESSAGE_OCTETS) return { status: 413 };
      chunks.push(chunk);
    }
  } catch {
    return undefined;
  }
  return Buffer.concat(chunks);
}

// Argument checks: what is wrong is said at the call, nothing is clamped.
import { isIP } from 'node:net';

const MAX_TIMEOUT_MS = 2 ** 31 - 1;
/** RFC 9000 section 19.19 lets a reason be as long as a packet; this leaves room for the rest of it. */
const MAX_REASON_BYTES = 500;
/** RFC 7301 section 3.1 */
const MAX_ALPN_BYTES = 255;

export function checkInteger(value: number, what: string, min: number, max: number): number {
  if (typeof value !== 'number') throw new TypeError(`${what} must be a number`);
  if (!Number.isInteger(value) || value < min || value > max) {
    throw new RangeError(`${what} must be an integer from ${min} to ${max}, not ${value}`);
  }
  return value;
}

export function checkTimeout(value: number, what: string): number {
  return checkInteger(value, what, 1, MAX_TIMEOUT_MS);
}

export function checkCode(code: number): number {
  return checkInteger(code, 'code', 0, Number.MAX_SAFE_INTEGER);
}

export function checkReason(reason: string): Buffer {
  const bytes = Buffer.from(reason);
  if (bytes.length > MAX_REASON_BYTES)
    throw new RangeError(`reason must be at most ${MAX_REASON_BYTES} bytes`);
  return bytes;
}

export function checkAddress(address: string): string {
  if (typeof address !== 'string') throw new TypeError('address must be a string');
  if (isIP(address) === 0)
    throw new RangeError(`address must be an IP address, not ${JSON.stringify(address)}`);
  return address;
}

export function checkAlpn(alpn: readonly string[]): Buffer[] {
  if (!Array.isArray(alpn) || alpn.length === 0) throw new TypeError('alpn must list at least one protocol');
  return alpn.map((name: unknown) => {
    if (typeof name !== 'string') throw new TypeError('alpn must list strings');
    const bytes = Buffer.from(name, 'latin1');
    if (bytes.length === 0 || bytes.length > MAX_ALPN_BYTES) {
      throw new RangeError(`an ALPN name has 1 to ${MAX_ALPN_BYTES} bytes, not ${bytes.length}`);
    }
    return bytes;
  });
}

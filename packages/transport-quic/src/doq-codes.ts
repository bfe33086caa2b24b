/** DoQ's application error codes (RFC 9250 4.3). */
export const DOQ_NO_ERROR = 0x0;
export const DOQ_PROTOCOL_ERROR = 0x2;
export const DOQ_REQUEST_CANCELLED = 0x3;

const NAMES: ReadonlyMap<number, string> = new Map([
  [DOQ_NO_ERROR, 'DOQ_NO_ERROR'],
  [0x1, 'DOQ_INTERNAL_ERROR'],
  [DOQ_PROTOCOL_ERROR, 'DOQ_PROTOCOL_ERROR'],
  [DOQ_REQUEST_CANCELLED, 'DOQ_REQUEST_CANCELLED'],
  [0x4, 'DOQ_EXCESSIVE_LOAD'],
  [0x5, 'DOQ_UNSPECIFIED_ERROR'],
]);

/** A code by its name where it has one. */
export function doqCodeName(code: number): string {
  return NAMES.get(code) ?? `code ${code}`;
}

export type { Attempt } from './attempt.ts';
export { DnsError } from './dns-error.ts';
export { FilteredError, type FilteredErrorDetails } from './filtered-error.ts';
export { ParseError, type ParseErrorOptions, type TextPlace } from './parse-error.ts';
export {
  NameNotFoundError,
  NoDataError,
  ResponseError,
  type ExtendedError,
  type ResponseDetails,
} from './response-error.ts';
export {
  AllUpstreamsError,
  ClosedError,
  TimeoutError,
  TransportError,
  type Phase,
  type TransportErrorDetails,
} from './transport-error.ts';
export { WireError } from './wire-error.ts';

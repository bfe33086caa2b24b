import { DnsError } from './dns-error.ts';

/** An extended DNS error that the upstream gave with its response (RFC 8914). */
export interface ExtendedError {
  /** The INFO-CODE, 0 to 65535. */
  readonly infoCode: number;
  /** The registered purpose of the code, `DNSSEC Bogus` for example; absent for an unregistered code. */
  readonly purpose?: string;
  /** The EXTRA-TEXT, empty where the upstream gave none. */
  readonly extraText: string;
}

/** What an upstream's negative response says. */
export interface ResponseDetails extends ErrorOptions {
  /** The name asked for. */
  readonly hostname: string;
  /** The type asked for. */
  readonly type: string;
  /** The response code, `NXDOMAIN` for example. */
  readonly rcode: string;
  readonly extendedErrors: readonly ExtendedError[];
}

/** The upstream answered with an rcode that is neither NOERROR nor NXDOMAIN. `code` is that of `node:dns`: `ESERVFAIL`, `EREFUSED`, `EFORMERR`, `ENOTIMP`, or `EBADRESP` for the rest. */
export class ResponseError extends DnsError {
  static override readonly kind: string = 'ResponseError';

  override readonly hostname: string;
  override readonly type: string;
  readonly rcode: string;
  readonly extendedErrors: readonly ExtendedError[];

  constructor(
    details: ResponseDetails,
    code: string = codeOf(details.rcode),
    message: string = details.rcode,
  ) {
    super(
      code,
      `${details.hostname} ${details.type}: ${message}${describe(details.extendedErrors)}`,
      details,
    );
    this.hostname = details.hostname;
    this.type = details.type;
    this.rcode = details.rcode;
    this.extendedErrors = details.extendedErrors;
  }
}

export const NO_SUCH_NAME = 'no such name';
export const NO_SUCH_RECORD = 'no record of this type';

/** The name does not exist: NXDOMAIN. `code` is `ENOTFOUND`. */
export class NameNotFoundError extends ResponseError {
  static override readonly kind: string = 'NameNotFoundError';

  constructor(details: ResponseDetails) {
    super(details, 'ENOTFOUND', NO_SUCH_NAME);
  }
}

/** The name exists, but holds no record of the type asked for. `code` is `ENODATA`. */
export class NoDataError extends ResponseError {
  static override readonly kind: string = 'NoDataError';

  constructor(details: ResponseDetails, message: string = NO_SUCH_RECORD) {
    super(details, 'ENODATA', message);
  }
}

function codeOf(rcode: string): string {
  switch (rcode) {
    case 'FORMERR':
    case 'SERVFAIL':
    case 'NOTIMP':
    case 'REFUSED':
      return `E${rcode}`;
    default:
      return 'EBADRESP';
  }
}

/** The text is the upstream's: control characters in it could steer a terminal or forge lines of a log. */
function describe(extendedErrors: readonly ExtendedError[]): string {
  return extendedErrors
    .map(
      ({ infoCode, purpose, extraText }) =>
        ` (${[purpose ?? `EDE ${infoCode}`, extraText].filter(Boolean).join(': ')})`,
    )
    .join('')
    .replaceAll(/\p{Cc}/gu, '?');
}

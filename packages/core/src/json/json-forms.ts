/** A question as RFC 8427 2.2 has it. */
export interface JsonQuestion {
  /** In presentation form with its final dot. */
  readonly NAME: string;
  readonly TYPE: number;
  readonly TYPEname: string;
  readonly CLASS: number;
  readonly CLASSname: string;
}

/** A resource record as RFC 8427 2.2 and 2.3 have it. */
export interface JsonRecord extends JsonQuestion {
  /** Seconds; of an OPT record, its upper rcode bits, version and flags as a signed number. */
  readonly TTL: number;
  readonly RDLENGTH: number;
  /** The rdata's wire form, its names uncompressed, in hexadecimal digits. */
  readonly RDATAHEX: string;
  /** Rdata in presentation form, as `rdataMX`: the name ends in the mnemonic of the type. */
  readonly [rdata: `rdata${string}`]: string;
}

/** A message as RFC 8427 2.1 has it: its OPT record stands among `additionalRRs`. */
export interface JsonMessage {
  readonly ID: number;
  readonly QR: boolean;
  readonly Opcode: number;
  readonly AA: boolean;
  readonly TC: boolean;
  readonly RD: boolean;
  readonly RA: boolean;
  readonly AD: boolean;
  readonly CD: boolean;
  /** The header's 4 bits: the upper 8 are the OPT record's (RFC 6891 6.1.3). */
  readonly RCODE: number;
  readonly QDCOUNT: number;
  readonly ANCOUNT: number;
  readonly NSCOUNT: number;
  readonly ARCOUNT: number;
  /** The one question, in presentation form with its final dot; absent where there is none, or several. */
  readonly QNAME?: string;
  readonly QTYPE?: number;
  readonly QTYPEname?: string;
  readonly QCLASS?: number;
  readonly QCLASSname?: string;
  /** The questions, where there are several. */
  readonly questionRRs?: readonly JsonQuestion[];
  readonly answerRRs: readonly JsonRecord[];
  readonly authorityRRs: readonly JsonRecord[];
  readonly additionalRRs: readonly JsonRecord[];
}

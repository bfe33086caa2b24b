import type { Name } from '../name/index.ts';
import type { Rdata, RecordType } from '../rdata/index.ts';
import type { Opcode, Rcode, RecordClass } from './codes.ts';
import type { Edns } from './edns.ts';
import type { QuestionType } from './question-type.ts';

/**
 * A DNS message (RFC 1035 4.1), the OPT record taken out of the additional section into `edns`.
 * Plain data, but not for `JSON.stringify`, which knows neither octets nor the bigints of IPN records and the LLQ option:
 * `messageToJson` makes JSON of it.
 * `Type` is what the registry that it was read with can tell apart: all types where nothing else is said.
 */
export interface Message<Type extends RecordType = RecordType> {
  /** 0 to 65535. */
  readonly id: number;
  /** Whether this is a response. */
  readonly qr: boolean;
  readonly opcode: Opcode;
  /** Authoritative answer. */
  readonly aa: boolean;
  /** Truncated. */
  readonly tc: boolean;
  /** Recursion desired. */
  readonly rd: boolean;
  /** Recursion available. */
  readonly ra: boolean;
  /** Authentic data (RFC 4035 3.2.3). */
  readonly ad: boolean;
  /** Checking disabled (RFC 4035 3.2.2). */
  readonly cd: boolean;
  /** With the upper 8 bits that EDNS adds. */
  readonly rcode: Rcode;
  readonly questions: readonly Question<Type>[];
  readonly answers: readonly ResourceRecord<Type>[];
  readonly authorities: readonly ResourceRecord<Type>[];
  readonly additionals: readonly ResourceRecord<Type>[];
  readonly edns?: Edns;
}

export interface Question<Type extends RecordType = RecordType> {
  readonly name: Name;
  readonly type: Type | QuestionType;
  readonly class: RecordClass;
}

/** A resource record, discriminated by `type`. */
export type ResourceRecord<Type extends RecordType = RecordType> = Type extends RecordType
  ? {
      readonly name: Name;
      readonly type: Type;
      readonly class: RecordClass;
      /** 0 to 2,147,483,647; a larger value on the wire counts as 0 (RFC 2181 8). */
      readonly ttlSeconds: number;
      readonly rdata: Rdata<Type>;
    }
  : never;

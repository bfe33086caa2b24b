import { type Name, plainNameOctets, writeNameText } from '../name/index.ts';
import { type CommonType, commonTypes, type KnownType, type NumberedType } from '../rdata/index.ts';
import { AD, CD, HEADER_OCTETS, QUESTION_FIELDS_OCTETS, RD, writeHeader, Writer } from '../wire/index.ts';
import { type RecordClass, recordClasses } from './codes.ts';
import { type Edns, OPT_OCTETS, writeEdns } from './edns.ts';
import type { EncodeOptions } from './encode.ts';
import { type QuestionType, questionTypeCode } from './question-type.ts';

/** Those of the option that nearly all queries have: a client subnet without an address (RFC 7871 6). */
const OPTION_OCTETS = 8;

/** What a query says beside its question. */
export interface QueryFields {
  /** 0 to 65535; 0 by default, which transports replace where they need another. */
  readonly id?: number;
  /** `IN` by default. */
  readonly class?: RecordClass;
  /** Recursion desired. True by default. */
  readonly rd?: boolean;
  /** Authentic data: the sender understands AD in the reply (RFC 6840 5.7). False by default. */
  readonly ad?: boolean;
  /** Checking disabled (RFC 4035 3.2.2). False by default. */
  readonly cd?: boolean;
  /** None by default. */
  readonly edns?: Edns;
}

/**
 * Writes a query for one question: what `encodeMessage` makes of a `queryMessage`, without making the message.
 * Throws `ParseError` for a name that is none, `RangeError` where a field does not fit or a type is not registered.
 */
export function encodeQuery<Known extends KnownType = CommonType>(
  name: string | Name,
  type: NoInfer<Known> | NumberedType | QuestionType,
  fields: QueryFields = {},
  options: EncodeOptions<Known> = {},
): Uint8Array<ArrayBuffer> {
  const { id = 0, rd = true, ad = false, cd = false, edns } = fields;
  const text = typeof name === 'string' ? name : name.text;
  const optOctets = edns === undefined ? 0 : OPT_OCTETS + edns.options.length * OPTION_OCTETS;
  const writer = new Writer(HEADER_OCTETS + plainNameOctets(text) + QUESTION_FIELDS_OCTETS + optOctets);
  writeHeader(writer, {
    id,
    bits: (rd ? RD : 0) | (ad ? AD : 0) | (cd ? CD : 0),
    questionCount: 1,
    answerCount: 0,
    authorityCount: 0,
    additionalCount: edns === undefined ? 0 : 1,
  });
  writeNameText(writer, text);
  writer.u16(questionTypeCode(type, options.types ?? commonTypes));
  writer.u16(recordClasses.code(fields.class ?? 'IN'));
  if (edns !== undefined) writeEdns(writer, edns, 0);
  return writer.finish();
}

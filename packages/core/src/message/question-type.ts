import type { KnownType, NumberedType, RecordType, RecordTypes } from '../rdata/index.ts';

/** Types that a question may have and a record may not (RFC 1035 3.2.3, RFC 1995 2). */
export type QuestionType = 'IXFR' | 'AXFR' | 'MAILB' | 'MAILA' | 'ANY';

/** By code, from 251 on. */
const QUESTION_TYPES: readonly QuestionType[] = ['IXFR', 'AXFR', 'MAILB', 'MAILA', 'ANY'];
const FIRST_CODE = 251;

/** What a question calls a code point. */
export function questionTypeOf<Known extends KnownType>(
  code: number,
  types: RecordTypes<Known>,
): QuestionType | Known | NumberedType {
  // An index below 0 is slow to find nothing.
  return (code < FIRST_CODE ? undefined : QUESTION_TYPES[code - FIRST_CODE]) ?? types.nameOf(code);
}

/** The code point of a question's type. Throws `RangeError` for a mnemonic that is not registered. */
export function questionTypeCode(type: QuestionType | RecordType, types: RecordTypes): number {
  const index = (QUESTION_TYPES as readonly string[]).indexOf(type);
  return index < 0 ? types.codeOf(type as RecordType) : FIRST_CODE + index;
}

/** The type of a question that a text is, in any case, `TYPE…` included; undefined where it is none. */
export function parseQuestionType<Known extends KnownType>(
  text: string,
  types: RecordTypes<Known>,
): QuestionType | Known | NumberedType | undefined {
  const upper = text.toUpperCase();
  const found = QUESTION_TYPES.find((type) => type === upper) ?? types.parse(upper);
  return found === undefined ? undefined : questionTypeOf(questionTypeCode(found, types), types);
}

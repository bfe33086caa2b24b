import { Name } from '../name/index.ts';
import type { RecordType } from '../rdata/index.ts';
import type { Edns } from './edns.ts';
import type { Message } from './message.ts';
import type { QuestionType } from './question-type.ts';

/** A query for one question of a type that no record has. */
export function queryMessage<Type extends RecordType = never>(
  name: string | Name,
  type: QuestionType,
  fields?: Partial<Message<Type>>,
): Message<Type>;
/**
 * A query for one question: ID 0, class IN, recursion desired and no EDNS, unless `fields` say otherwise.
 * Throws `ParseError` for a name that is none.
 */
export function queryMessage<Type extends RecordType>(
  name: string | Name,
  type: Type | QuestionType,
  fields?: Partial<Message<Type>>,
): Message<Type>;
export function queryMessage(
  name: string | Name,
  type: RecordType | QuestionType,
  fields: Partial<Message> = {},
): Message {
  const { id = 0, qr = false, opcode = 'QUERY', aa = false, tc = false, rd = true, ra = false } = fields;
  const { ad = false, cd = false, rcode = 'NOERROR', edns } = fields;
  const { questions = [{ name: Name.from(name), type, class: 'IN' }] } = fields;
  const { answers = [], authorities = [], additionals = [] } = fields;
  const message: Message & { edns?: Edns } = {
    id,
    qr,
    opcode,
    aa,
    tc,
    rd,
    ra,
    ad,
    cd,
    rcode,
    questions,
    answers,
    authorities,
    additionals,
  };
  if (edns !== undefined) message.edns = edns;
  return message;
}

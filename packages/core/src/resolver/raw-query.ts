import { encodeMessage, type Message, type Question } from '../message/index.ts';
import { allTypes } from '../rdata/index.ts';

/** A message as it is sent. Throws `RangeError` for one that cannot be. */
export function rawQuery(message: Message): { readonly question: Question; readonly query: Uint8Array } {
  const question = onlyQuestion(message);
  return { question, query: encodeMessage(message, { types: allTypes }) };
}

function onlyQuestion({ questions }: Message): Question {
  const [question, another] = questions;
  if (question === undefined || another !== undefined)
    throw new RangeError(`query: the message has ${questions.length} questions: one is needed`);
  if (question.type === 'AXFR' || question.type === 'IXFR')
    throw new RangeError(
      `query: ${question.type} is answered by many messages: no transport here reads them`,
    );
  return question;
}

import { withContext } from '../errors/with-context.ts';
import { Name } from '../name/index.ts';
import type { RecordTypes } from '../rdata/index.ts';
import type { EdnsOption } from './edns-option.ts';
import type { Message } from './message.ts';
import { queryMessage } from './query-message.ts';

const SECTIONS = ['questions', 'answers', 'authorities', 'additionals'] as const;

/**
 * Why a message cannot be encoded, by the part of it that cannot alone, so that encoding keeps no account of where it is.
 * The error itself where each part can.
 */
export function encodeFault(
  error: unknown,
  message: Message,
  types: RecordTypes,
  encode: (part: Message, types: RecordTypes) => unknown,
): unknown {
  for (const section of SECTIONS)
    if (!Array.isArray(message[section])) return new TypeError(`${section}: not a list`);
  for (const [where, part] of partsOf(message)) {
    try {
      encode({ ...queryMessage(Name.root, 'A', { questions: [] }), ...part }, types);
    } catch (fault) {
      return withContext(fault, where);
    }
  }
  return error;
}

function* partsOf(message: Message): Generator<[where: string, part: Partial<Message>]> {
  const { id, edns } = message;
  yield ['id', { id }];
  for (const section of SECTIONS)
    for (const part of message[section])
      yield [`${section}: ${part?.type} of ${part?.name}`, { [section]: [part] }];
  if (edns === undefined) return;
  const options: readonly EdnsOption[] = Array.isArray(edns?.options) ? edns.options : [];
  for (const option of options)
    yield [`edns: option ${option?.code}`, { edns: { ...edns, options: [option] } }];
  yield ['edns', { edns }];
}

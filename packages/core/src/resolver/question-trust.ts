import { questionTypeCode, type QuestionType } from '../message/index.ts';
import type { Name } from '../name/index.ts';
import { allTypes, type RecordType } from '../rdata/index.ts';
import {
  notSelected,
  selectedLeaves,
  type Transport,
  type TransportSelector,
  type Trust,
  trustOf,
  weakestTrust,
} from '../transport/index.ts';
import { isRouted } from '../transport/select.ts';

/** Of the upstreams that a question may go to, what the weakest has. Throws `RangeError` where there is none. */
export type QuestionTrust = (
  question: { readonly name: Name; readonly type: RecordType | QuestionType },
  only: TransportSelector | undefined,
) => Trust;

/** By the upstreams of a resolver. */
export function questionTrust(upstream: Transport): QuestionTrust {
  const anyTrust = isRouted(upstream) ? undefined : trustOf(upstream.traits);
  return ({ name, type }, only) => {
    if (only === undefined && anyTrust !== undefined) return anyTrust;
    const question = { name: name.octets, type: questionTypeCode(type, allTypes) };
    const leaves = selectedLeaves(upstream, only, question);
    const [first, ...others] = leaves.map(({ traits }) => trustOf(traits));
    if (first === undefined) throw notSelected(upstream, only ?? upstream);
    return weakestTrust(first, ...others);
  };
}

import { type Edns, type Message, optionsOf, type ResourceRecord } from '../message/index.ts';
import type { Name } from '../name/index.ts';
import { weakestTrust } from '../transport/index.ts';
import { type Followed, followAliases } from './aliases.ts';
import type { AnswerSource, Layer, QueryContext, Request, Response } from './layer.ts';

/** The trust of a step: its name may have other upstreams than that of the step before. */
export type StepTrust = (step: Request, only: QueryContext['only']) => QueryContext['trust'];

/**
 * Asks on where a response ends in an alias and says nothing about its target, as that of a server does which does not follow
 * aliases. What comes back is one response: the aliases of each step and the rest from the last. The number of steps is bound
 * by that of aliases, and one that leads nowhere new is the last: loops are left to who reads the answer.
 */
export function follow(trustOf: StepTrust): Layer {
  return (next) => async (request, context) => {
    let response = await next(request, context);
    for (;;) {
      const target = openTarget(request, response.message);
      if (target === undefined) return response;
      const step = { ...request, name: target };
      const trust = trustOf(step, context.only);
      response = joined(request, response, step, await next(step, { ...context, trust }));
      if (openTarget(request, response.message)?.equals(target) === true) return response;
    }
  };
}

/** The target of the last alias where the response leaves open what it holds. */
function openTarget(request: Request, { rcode, answers, authorities }: Message): Name | undefined {
  const isOpen = rcode === 'NOERROR' && answers.some(({ type }) => type === 'CNAME' || type === 'DNAME');
  if (!isOpen) return undefined;
  const { chain, canonicalName, records, fault } = followAliases(request, answers);
  if (chain.length === 0 || records.length > 0 || fault !== undefined) return undefined;
  // That there is no such record is said by the SOA record of the target's zone (RFC 2308 2.2).
  const isDenied = authorities.some(({ type, name }) => type === 'SOA' && canonicalName.isWithin(name));
  return isDenied ? undefined : canonicalName;
}

/** Two responses as one. Of the answers only what either's own chain leads to: the second must not add to the names of the first. */
function joined(firstRequest: Request, first: Response, secondRequest: Request, second: Response): Response {
  const { message } = second;
  const answers = [...answersFrom(firstRequest, first), ...answersFrom(secondRequest, second)];
  return {
    message: {
      ...message,
      questions: first.message.questions,
      aa: first.message.aa && message.aa,
      ad: first.message.ad && message.ad,
      answers,
      ...ednsOf(first.message.edns, message.edns),
    },
    source: sourceOf(first.source, second.source),
    // Each step's age is in its TTLs.
    ageSeconds: 0,
  };
}

function answersFrom(request: Request, { message: { answers }, ageSeconds }: Response): ResourceRecord[] {
  const followed = followAliases(request, answers);
  const used = [...followed.chain, ...signaturesOn(followed, request, answers), ...followed.records];
  return used.map((each) => ({ ...each, ttlSeconds: Math.max(0, each.ttlSeconds - ageSeconds) }));
}

function signaturesOn(
  { chain, canonicalName }: Followed<Request['type']>,
  { type, class: recordClass }: Request,
  answers: readonly ResourceRecord[],
): ResourceRecord[] {
  if (type === 'RRSIG') return [];
  const owners = new Set([...chain.map(({ name }) => name.key), canonicalName.key]);
  return answers.filter(
    (each) => each.type === 'RRSIG' && each.class === recordClass && owners.has(each.name.key),
  );
}

/** The last one's, with the extended errors of the earlier ones: that an alias was stale, for example. */
function ednsOf(first: Edns | undefined, second: Edns | undefined): { edns?: Edns } {
  const errors = optionsOf(first, 'EDE').map((data) => ({ code: 'EDE', data }) as const);
  const edns = second ?? first;
  if (edns === undefined) return {};
  return { edns: { ...edns, options: second === undefined ? errors : [...errors, ...second.options] } };
}

/** That of the records, and what holds of the whole way. */
function sourceOf(first: AnswerSource, last: AnswerSource): AnswerSource {
  const elapsedMs = first.elapsedMs + last.elapsedMs;
  if (first.kind === 'local' || last.kind === 'local') return { ...last, elapsedMs };
  const source = { ...last, elapsedMs, trust: weakestTrust(first.trust, last.trust) };
  if (first.kind === 'cache' && source.kind === 'cache')
    return { ...source, stale: first.stale || source.stale };
  return source;
}

import { aboutQuestion } from '../errors/about-question.ts';
import { exchange, type Query, type QueryContext, type Response, tryRepeatedly } from '../layers/index.ts';
import type { Message } from '../message/index.ts';
import type { Name } from '../name/index.ts';
import type { ResolverEvidence } from '../observe/index.ts';
import type { Clock, Transport } from '../transport/index.ts';
import { answerFrom } from './answer.ts';
import type { Ask } from './ask.ts';
import type { ResolveOptions, SendOptions } from './options.ts';
import type { QuestionTrust } from './question-trust.ts';
import { rawQuery } from './raw-query.ts';
import { type RequestDefaults, requestFor } from './request.ts';
import type { Underway } from './underway.ts';

/** What a resolver asks with. */
export interface AskerParts {
  readonly upstream: Transport;
  /** The layers, down to the upstream. */
  readonly query: Query;
  readonly trust: QuestionTrust;
  readonly clock: Clock;
  readonly evidence: ResolverEvidence;
  readonly underway: Underway;
  readonly timeoutMs: number;
  readonly tries: number;
  readonly requests: RequestDefaults;
}

/** Asks the questions of a resolver, and collects the evidence of each. */
export class Asker {
  readonly #parts: AskerParts;

  constructor(parts: AskerParts) {
    this.#parts = parts;
  }

  /**
   * Asks questions that share options and deadline. Evidence has the name that was given as it was given.
   */
  asking(options: ResolveOptions, given?: { readonly name: Name; readonly as: string | Name }): Ask {
    const { query, requests, trust, underway } = this.#parts;
    const context = this.#contextFor(options);
    return async (name, type, signal = options.signal) => {
      const evidence = this.#begin(name === given?.name ? given.as : name, type);
      underway.begin();
      try {
        const request = requestFor(name, type, options, requests);
        const own = {
          evidence,
          trust: trust(request, options.transport),
          ...(signal === undefined ? {} : { signal }),
        };
        const answer = answerFrom(request, await query(request, { ...context, ...own }));
        evidence.succeeded(answer.source);
        return answer;
      } catch (error) {
        throw rejectionOf(error, evidence, { name, type }, options.signal);
      } finally {
        underway.end();
      }
    };
  }

  /** Sends a message past the layers. Throws `RangeError` for one that cannot be sent. */
  sending(message: Message, options: SendOptions): () => Promise<Response> {
    const { upstream, clock, trust, underway, tries } = this.#parts;
    const { question, query } = rawQuery(message);
    const context = { ...this.#contextFor(options), trust: trust(question, options.transport) };
    const attempt = (each: QueryContext): Promise<Response> => exchange(upstream, query, each, clock);
    return async () => {
      const evidence = this.#begin(question.name, question.type);
      underway.begin();
      try {
        const response = await tryRepeatedly(
          attempt,
          { ...context, evidence },
          options.tries ?? tries,
          clock,
        );
        evidence.succeeded(response.source);
        return response;
      } catch (error) {
        throw rejectionOf(error, evidence, question, options.signal);
      } finally {
        underway.end();
      }
    };
  }

  /** What is found wrong before anything is asked is the end of a query as well. */
  refusal(error: unknown, name: string | Name, type: string, signal: AbortSignal | undefined): unknown {
    return this.#begin(name, type).rejection(error, signal);
  }

  #begin(name: string | Name, type: string): QueryEvidence {
    return this.#parts.evidence.begin(name, type, this.#parts.clock.now());
  }

  #contextFor({ transport: only, signal, timeoutMs, tries }: SendOptions): Omit<QueryContext, 'trust'> {
    return {
      deadline: this.#parts.clock.now() + (timeoutMs ?? this.#parts.timeoutMs),
      ...(only === undefined ? {} : { only }),
      ...(signal === undefined ? {} : { signal }),
      ...(tries === undefined ? {} : { tries }),
    };
  }
}

type QueryEvidence = ReturnType<ResolverEvidence['begin']>;

/** What a question rejects with: its error tells of it, and a reason of the caller's stays as it is. */
function rejectionOf(
  error: unknown,
  evidence: QueryEvidence,
  { name, type }: { readonly name: Name; readonly type: string },
  signal: AbortSignal | undefined,
): unknown {
  const isReason = signal?.aborted === true && error === signal.reason;
  return evidence.rejection(isReason ? error : aboutQuestion(error, name.text, type), signal);
}

import type { Answer, DnsError, Protocol, RecordType } from '@hushdns/core';
import { allTexts, printRdata } from '@hushdns/core/presentation';
import type { Question } from './command-line.ts';

/** What came of one question. */
export interface Outcome {
  readonly name: string;
  readonly type: RecordType;
  /** What answered: an upstream's protocol, or what came before any. */
  readonly transport: Protocol | 'local';
  /** Rdata in presentation form; empty where there is an error. */
  readonly answers: readonly string[];
  readonly elapsedMs: number;
  readonly ttlSeconds?: number;
  readonly canonicalName?: string;
  readonly endpoint?: string;
  readonly connection?: 'new' | 'reused';
  readonly error?: { readonly code: string; readonly message: string };
}

export function resolvedOutcome({ name, type, records, ttlSeconds, canonicalName, source }: Answer): Outcome {
  return {
    name: name.toString(),
    type,
    transport: source.kind === 'local' ? 'local' : source.protocol,
    answers: records.map((record) => printRdata(record.type, record.rdata, { types: allTexts })),
    elapsedMs: source.elapsedMs,
    ttlSeconds,
    canonicalName: canonicalName.toString(),
    ...(source.kind === 'local' ? {} : { endpoint: source.endpoint }),
    ...(source.kind === 'network' ? { connection: source.reused ? 'reused' : 'new' } : {}),
  };
}

export function failedOutcome(
  question: Question,
  transport: Protocol,
  elapsedMs: number,
  error: DnsError,
): Outcome {
  return {
    ...question,
    transport,
    answers: [],
    elapsedMs,
    error: { code: error.code, message: error.message },
  };
}

/** On one line, for other programs. */
export function toJson(outcome: Outcome): string {
  return JSON.stringify(outcome);
}

import type { Answer, DnsError, Protocol, RecordType } from '@hushdns/core';
import { allTexts, printRdata } from '@hushdns/core/presentation';
import type { Question } from './command-line.ts';

/** What came of one question. */
export interface Outcome {
  readonly name: string;
  readonly type: RecordType;
  readonly transport: Protocol;
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
    transport: source.protocol,
    answers: records.map((record) => printRdata(record.type, record.rdata, { types: allTexts })),
    elapsedMs: source.elapsedMs,
    ttlSeconds,
    canonicalName: canonicalName.toString(),
    endpoint: source.endpoint,
    connection: source.reused ? 'reused' : 'new',
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

import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import type { Target } from './target.ts';

const root = join(import.meta.dirname, '../..');
/** Not committed. */
const FOLDER = join(import.meta.dirname, '../findings');
const HASH_DIGITS = 10;
const FRAME = /^ {4}at .*:\d+:\d+/;
const OWN_FOLDER = import.meta.dirname;
const MAX_FRAMES = 8;

/** An input that broke a promise, and how. */
export interface Finding {
  readonly target: string;
  readonly input: Uint8Array;
  /** What happened, with the stack where there is one. */
  readonly report: string;
}

/** Faults with the same signature are one finding: the error without its numbers and quotes. */
export function signatureOf(error: unknown): string {
  const { name, message } = asError(error);
  return `${name}: ${message}`
    .replaceAll(/"(?:[^"\\]|\\.)*"/g, '""')
    .replaceAll(/\d+/g, '#')
    .slice(0, 160);
}

/** The error with where in the code under test it comes from, and what caused it. */
export function reportOf(error: unknown): string {
  const { name, message, stack, cause } = asError(error);
  const frames = (stack ?? '').split('\n').filter((line) => FRAME.test(line) && !line.includes(OWN_FOLDER));
  const text = [`${name}: ${message}`, ...frames.slice(0, MAX_FRAMES)].join('\n');
  return cause instanceof Error ? `${text}\ncaused by ${reportOf(cause)}` : text;
}

/** Saves the input under the name of its target and gives the path from the root. */
export function saveFinding(target: Target, { input }: Finding, folder: string = FOLDER): string {
  const hash = createHash('sha256').update(input).digest('hex').slice(0, HASH_DIGITS);
  const file = join(folder, `${target.name}.${hash}.${target.text ? 'txt' : 'bin'}`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, input);
  return relative(root, file);
}

/** The name of the target in a finding's file name. */
export function targetNameOf(file: string): string {
  return basename(file).split('.', 1)[0] ?? '';
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(`${typeof error} thrown: ${String(error)}`);
}

import { styleText } from 'node:util';
import Table from 'cli-table3';
import type { Outcome } from './outcome.ts';

const HEAD = ['name', 'type', 'transport', 'answer', 'TTL', 'time', 'connection'];
/** More text than this in a cell hides the rest of the row. */
const MAX_ANSWER_CHARACTERS = 48;
const MAX_ANSWERS = 3;

/** Outcomes as a table for people: long answers are cut, and say so. */
export function printTable(outcomes: readonly Outcome[]): string {
  const table = new Table({
    head: HEAD.map((title) => styleText('bold', title)),
    style: { head: [], border: [], compact: true },
    chars: BORDERLESS,
  });
  for (const outcome of outcomes) {
    table.push([
      outcome.name,
      outcome.type,
      outcome.transport,
      outcome.error === undefined ? describeAnswers(outcome) : styleText('red', describeError(outcome.error)),
      outcome.ttlSeconds === undefined ? '' : `${outcome.ttlSeconds} s`,
      `${outcome.elapsedMs.toFixed(1)} ms`,
      outcome.connection ?? '',
    ]);
  }
  return stripTrailing(table.toString());
}

const BORDERLESS = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: ' ',
};

function describeAnswers({ answers, canonicalName, name }: Outcome): string {
  const lines = answers.slice(0, MAX_ANSWERS).map(shorten);
  if (answers.length > MAX_ANSWERS) lines.push(`and ${answers.length - MAX_ANSWERS} more`);
  if (canonicalName !== undefined && canonicalName !== name) lines[0] += ` (${canonicalName})`;
  return lines.join('\n');
}

function describeError({ code, message }: NonNullable<Outcome['error']>): string {
  return `${code}: ${message}`;
}

function shorten(text: string): string {
  if (text.length <= MAX_ANSWER_CHARACTERS) return text;
  return `${text.slice(0, MAX_ANSWER_CHARACTERS)}… (${text.length} characters)`;
}

function stripTrailing(text: string): string {
  return text.replaceAll(/ +$/gm, '');
}

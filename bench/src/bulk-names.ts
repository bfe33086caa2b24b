import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const VECTORS = process.env['VECTORS_DIR'] ?? join(import.meta.dirname, '../../../shared/vectors');
const LISTS = ['opendns-top-10000.txt', 'opendns-random-10000.txt'];
const LISTED_NAMES = 20_000;

/** Names to resolve in bulk, and where they come from. */
export interface NameList {
  readonly source: string;
  readonly names: readonly string[];
}

/** The names of two lists of real domains; where those are absent, as many made-up ones. */
export function nameList(folder: string = join(VECTORS, 'lists')): NameList {
  const files = LISTS.map((list) => join(folder, list));
  if (files.every((file) => existsSync(file))) {
    const names = files.flatMap((file) => readFileSync(file, 'utf8').split('\n').filter(Boolean));
    return { source: `the names of ${LISTS.join(' and ')}`, names };
  }
  const names = Array.from({ length: LISTED_NAMES }, (_, at) => `host-${at}.generated-${at % 97}.example`);
  return { source: `made-up names: the lists ${LISTS.join(' and ')} are absent`, names };
}

/** So many names: those of the list, then again and again with a label before them, never two alike but for what the list has twice. */
export function* bulkNames(count: number, { names }: NameList): Generator<string> {
  for (let at = 0; at < count; at++) {
    const round = Math.floor(at / names.length);
    const name = names[at % names.length] as string;
    yield round === 0 ? name : `w${round}.${name}`;
  }
}

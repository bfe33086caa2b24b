import { join } from 'node:path';

/** Holds the coverage-guided fuzzer, the corpora that it finds, and its logs: not committed. */
export const cache: string = join(import.meta.dirname, '../../../.cache/fuzz');

import type { Name } from '../name/index.ts';
import type { RecordType } from '../rdata/index.ts';
import type { Answer } from './answer.ts';

/** Asks one question of several that share their options and their deadline. Another signal may stand in for the caller's. */
export type Ask = <Type extends RecordType>(
  name: Name,
  type: Type,
  signal?: AbortSignal,
) => Promise<Answer<Type>>;

export { type Followed, followAliases, MAX_ALIASES } from './aliases.ts';
export { filter } from './filter.ts';
export { follow } from './follow.ts';
export type { Hosts } from './hosts.ts';
export {
  compose,
  type AnswerSource,
  type CacheMode,
  type CacheSource,
  type Layer,
  type LocalRule,
  type LocalSource,
  type NetworkSource,
  type Query,
  type QueryContext,
  type Request,
  type Response,
} from './layer.ts';
export { local, type LocalAnswers, localAnswers, type LocalOptions } from './local-answers.ts';
export { exchange, network } from './network.ts';
export { parseHosts } from './parse-hosts.ts';
export { retry, tryRepeatedly } from './retry.ts';

export type { Answer } from './answer.ts';
export {
  createResolver,
  type ResolveOptions,
  type Resolver,
  type ResolverOptions,
} from './create-resolver.ts';

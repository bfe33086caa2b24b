export {
  compose,
  type AnswerSource,
  type CacheMode,
  type CacheSource,
  type Layer,
  type LocalSource,
  type NetworkSource,
  type Query,
  type QueryContext,
  type Request,
  type Response,
} from './layer.ts';
export { network } from './network.ts';

export { compose, type AnswerSource, type Layer, type Query, type Request, type Response } from './layer.ts';
export { network } from './network.ts';

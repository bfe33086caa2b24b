export * from './errors/index.ts';
export * from './name/index.ts';
export * from './rdata/index.ts';
export * from './message/index.ts';

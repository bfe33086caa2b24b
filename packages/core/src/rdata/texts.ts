// The presentation form of every type, for registries of one's own.
export * from './common-texts.ts';
export * from './further-texts.ts';

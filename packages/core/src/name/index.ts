export { toAscii } from './idna.ts';
export { readEscape } from './name-text.ts';
export { Name } from './name.ts';
export { readName, writeCompressedName, writeFoldedName, writeName } from './name-wire.ts';

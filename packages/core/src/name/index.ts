export { toAscii } from './idna.ts';
export { plainNameOctets, readEscape } from './name-text.ts';
export { Name } from './name.ts';
export { readName } from './read-name.ts';
export { areEqualNames, nameEnd, sameNameEnd } from './skip-name.ts';
export { writeCompressedName, writeFoldedName, writeName, writeNameText } from './write-name.ts';

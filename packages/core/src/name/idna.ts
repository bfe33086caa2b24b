import { ParseError } from '../errors/index.ts';

/**
 * A name as a person writes it, with its U-labels turned into A-labels by the platform's URL parser (UTS 46,
 * non-transitional). A name in ASCII passes unchanged. Throws `ParseError` where the name has no A-label form.
 */
export function toAscii(text: string): string {
  if (/^[\x00-\x7f]*$/.test(text)) return text;
  try {
    return new URL(`http://${text}`).hostname;
  } catch (cause) {
    throw new ParseError(`${JSON.stringify(text)} is no internationalized domain name`, 1, 1, { cause });
  }
}

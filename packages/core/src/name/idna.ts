import { ParseError } from '../errors/index.ts';
import { quote } from '../errors/quote.ts';

/** The full stops that UTS 46 takes for a dot. */
const DOTS = /[.\u3002\uff0e\uff61]/;
/** What would be more than a label to a URL parser, or an escape of ours. */
const NOT_IN_A_LABEL = /[\s/\\?#@:%[\]]/;

/**
 * A name as a person writes it, with its U-labels turned into A-labels by the platform's URL parser (UTS 46,
 * non-transitional). A name in ASCII passes unchanged. Throws `ParseError` where the name has no A-label form.
 */
export function toAscii(text: string): string {
  if (/^[\x00-\x7f]*$/.test(text)) return text;
  return text.split(DOTS).map(labelToAscii).join('.');
}

function labelToAscii(label: string): string {
  if (/^[\x00-\x7f]*$/.test(label) && !label.includes('\\')) return label;
  const url = NOT_IN_A_LABEL.test(label) ? null : URL.parse(`http://${label}.${SUFFIX}`);
  const converted = url?.hostname.slice(0, -SUFFIX.length - 1);
  if (converted !== undefined && converted !== '' && !converted.includes('.')) return converted;
  throw new ParseError(`${quote(label)} is no label of an internationalized domain name`);
}

/** Behind the label, or a numeric one would be taken for an IPv4 address. */
const SUFFIX = 'invalid';

/** The characters of a text that an error repeats. */
const MAX_QUOTED_CHARACTERS = 80;

/** A text as an error repeats it: in quotes, without control characters and not long. */
export function quote(text: string): string {
  const cut = text.length > MAX_QUOTED_CHARACTERS;
  return JSON.stringify(cut ? `${text.slice(0, MAX_QUOTED_CHARACTERS)}…` : text);
}

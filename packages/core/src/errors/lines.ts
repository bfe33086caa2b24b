const MAX_LINES = 8;
const MAX_LINE_CHARACTERS = 200;

/** Texts as the lines of an error's message, each a line and not long, and not too many. */
export function inLines(texts: readonly string[]): string {
  const lines = texts.slice(0, MAX_LINES).map(oneLine);
  if (texts.length > MAX_LINES) lines.push(`and ${texts.length - MAX_LINES} more`);
  return lines.map((line) => `\n  ${line}`).join('');
}

/** Control characters could steer a terminal, or forge lines of a log. */
function oneLine(text: string): string {
  const line = text.replaceAll(/\n\s*/g, ' | ').replaceAll(/\p{Cc}/gu, '?');
  return line.length > MAX_LINE_CHARACTERS ? `${line.slice(0, MAX_LINE_CHARACTERS)}…` : line;
}

/** Reads a text: its characters have to be there in one piece, and not as parts that were only put side by side. */
export function readText(text: string): number {
  return text.length + (text.charCodeAt(0) | 0);
}

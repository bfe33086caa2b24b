/** Tells what happens now; stdout is for results. */
export function say(text: string): void {
  process.stderr.write(`fuzz: ${text}\n`);
}

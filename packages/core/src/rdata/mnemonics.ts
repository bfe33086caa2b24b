/** The first mnemonic that a table has for a number, or the number where it has none. */
export function printMnemonic(codes: Readonly<Record<string, number>>, value: number): string {
  return Object.keys(codes).find((name) => codes[name] === value) ?? String(value);
}

/**
 * The error of an encoder, which says in what it was found, too: a wrong value seldom tells where it came from. A
 * `TypeError` may be the engine's own, as values that types rule out are not looked for before they are used.
 */
export function withContext(error: unknown, where: string): unknown {
  if (error instanceof RangeError) return new RangeError(`${where}: ${error.message}`, { cause: error });
  if (!(error instanceof TypeError)) return error;
  return new TypeError(
    `${where}: a field is missing or of another type (a name that is no Name, for example): ${error.message}`,
    { cause: error },
  );
}

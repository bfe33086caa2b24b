import { quote } from '../errors/quote.ts';
import { Name } from '../name/index.ts';
import type { RecordType } from '../rdata/index.ts';
import type { Ticket } from './ticket.ts';

/** What a source gave, as a name and a type; a `TypeError` as well where it is none. Never throws. */
export function readItem(
  item: unknown,
  index: number,
  type: RecordType,
): { readonly ticket: Ticket; readonly fault?: TypeError } {
  if (isName(item)) return { ticket: ticketFor(item, type, index) };
  try {
    const [name, itsType = type] = (Array.isArray(item) ? item : fieldsOf(item)) as unknown[];
    if (isName(name) && typeof itsType === 'string')
      return { ticket: ticketFor(name, itsType as RecordType, index) };
  } catch {
    // A getter of theirs: what it throws makes this no name.
  }
  const fault = new TypeError(
    `item ${index} of the source is no name, and none with a type: ${describe(item)}`,
  );
  return { ticket: ticketFor(describe(item), type, index), fault };
}

function fieldsOf(item: unknown): unknown[] {
  const { name, type } = Object(item) as { readonly name?: unknown; readonly type?: unknown };
  return [name, type];
}

function isName(value: unknown): value is string | Name {
  return typeof value === 'string' || value instanceof Name;
}

function ticketFor(name: string | Name, type: RecordType, index: number): Ticket {
  return { index, name, type, rounds: 0, sentAtMs: 0, dueMs: 0 };
}

function describe(value: unknown): string {
  return typeof value === 'object' && value !== null ? 'an object' : quote(String(value));
}

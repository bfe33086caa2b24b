import { Name } from '@hushdns/core';
import { Violation } from './target.ts';

/** Throws `Violation` where two values differ, octet by octet and with the case of names. */
export function requireSame(what: string, left: unknown, right: unknown): void {
  const where = difference(left, right);
  if (where !== undefined) throw new Violation(`${what} differs at ${where || 'the top'}`);
}

/** Throws `Violation` where the value holds memory of the input: a view of a message keeps all of it alive. */
export function requireOwnMemory(value: unknown, input: Uint8Array): void {
  if (value instanceof Uint8Array) {
    if (value.buffer === input.buffer) throw new Violation('the value shares memory with the input');
  } else if (value instanceof Name) {
    requireOwnMemory(value.octets, input);
  } else if (value instanceof Map) {
    for (const each of value.values()) requireOwnMemory(each, input);
  } else if (typeof value === 'object' && value !== null) {
    for (const key of Object.keys(value)) requireOwnMemory(value[key as keyof object], input);
  }
}

/** The path to the first difference, empty for the values themselves; undefined where there is none. */
function difference(left: unknown, right: unknown): string | undefined {
  if (Object.is(left, right)) return undefined;
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return '';
  if (left.constructor !== right.constructor) return '';
  if (left instanceof Uint8Array) return sameOctets(left, right as Uint8Array) ? undefined : '';
  if (left instanceof Name) return sameName(left, right as Name) ? undefined : '';
  if (left instanceof Map) return mapDifference(left, right as ReadonlyMap<unknown, unknown>);
  if (Array.isArray(left) || left.constructor === Object) return fieldDifference(left, right);
  return instanceDifference(left, right);
}

/** By text, which is what a name is read as and compared by, and by the octets that are made of it. */
function sameName(left: Name, right: Name): boolean {
  return left.text === right.text && sameOctets(left.octets, right.octets);
}

/** Of a class of the library: its public fields, and what it gives one by one. */
function instanceDifference(left: object, right: object): string | undefined {
  if (Object.keys(left).length === 0)
    throw new TypeError(`values of the class ${left.constructor.name} are not compared yet`);
  const items = [left, right].map((each) =>
    Symbol.iterator in each ? [...(each as Iterable<unknown>)] : [],
  );
  return fieldDifference(left, right) ?? difference(items[0], items[1]);
}

/** The order of a map's entries says nothing. */
function mapDifference(
  left: ReadonlyMap<unknown, unknown>,
  right: ReadonlyMap<unknown, unknown>,
): string | undefined {
  if (left.size !== right.size) return 'its entries';
  for (const [key, value] of left) {
    const inside = right.has(key) ? difference(value, right.get(key)) : '';
    if (inside !== undefined) return `${String(key)}.${inside}`;
  }
  return undefined;
}

function fieldDifference(left: object, right: object): string | undefined {
  const keys = Object.keys(left);
  if (keys.length !== Object.keys(right).length) return 'its fields';
  for (const key of keys) {
    const field = key as keyof object;
    const inside = Object.hasOwn(right, key) ? difference(left[field], right[field]) : '';
    if (inside !== undefined) return inside === '' ? key : `${key}.${inside}`;
  }
  return undefined;
}

export function sameOctets(left: Uint8Array, right: Uint8Array): boolean {
  if (left.length !== right.length) return false;
  for (let at = 0; at < left.length; at++) if (left[at] !== right[at]) return false;
  return true;
}

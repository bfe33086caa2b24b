import { Name } from '@hushdns/core';

/** About what V8 takes, rounded up: measuring takes collections of garbage, so that most values are only estimated. */
const OBJECT_OCTETS = 32;
const FIELD_OCTETS = 8;
const STRING_OCTETS = 40;
const ENTRY_OCTETS = 40;
const BUFFER_OCTETS = 240;

/** An upper estimate of the memory that a value holds, in octets; what it holds twice is counted once. */
export function estimatedOctets(value: unknown, seen: Set<object> = new Set()): number {
  if (typeof value === 'string') return STRING_OCTETS + 2 * value.length;
  if (typeof value !== 'object' || value === null || seen.has(value)) return 0;
  seen.add(value);
  if (value instanceof Uint8Array) return BUFFER_OCTETS + value.buffer.byteLength;
  // Its octets and its key are made when they are asked for.
  if (value instanceof Name) return OBJECT_OCTETS + estimatedOctets(value.text);
  // What else a class holds cannot be seen.
  if (!Array.isArray(value) && !(value instanceof Map) && value.constructor !== Object) return Infinity;
  let octets = OBJECT_OCTETS;
  if (value instanceof Map) {
    for (const [key, each] of value)
      octets += ENTRY_OCTETS + estimatedOctets(key, seen) + estimatedOctets(each, seen);
  } else {
    for (const key of Object.keys(value))
      octets += FIELD_OCTETS + estimatedOctets(value[key as keyof object], seen);
  }
  return octets;
}

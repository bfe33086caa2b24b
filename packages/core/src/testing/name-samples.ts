import * as fc from 'fast-check';
import { Name } from '../name/index.ts';

/** Names of any octets, up to the longest. */
export const anyName: fc.Arbitrary<Name> = fc
  .array(fc.uint8Array({ minLength: 1, maxLength: 63 }), { maxLength: 12 })
  .filter((labels) => labels.reduce((octets, label) => octets + 1 + label.length, 1) <= 255)
  .map((labels) => Name.fromLabels(labels));

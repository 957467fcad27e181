import type { JsonDocument, JsonNode } from './document.ts';
import { stringOf, textOf } from './value.ts';

/** A value where it stands. */
export interface Placed {
  document: JsonDocument;
  node: JsonNode;
}

/**
 * Whether two JSON values are the same: numbers by their exact decimal value (`1`, `1.0` and `10e-1` are the same,
 * `9007199254740993` and `9007199254740992` are not), strings by what they spell, objects whatever the order of
 * their keys. An object that repeats a key is the same as nothing: readers disagree on what it says.
 */
export function isSameValue(a: Placed, b: Placed): boolean {
  const { node: one } = a;
  const { node: other } = b;
  if (one.kind !== other.kind) return false;
  switch (one.kind) {
    case 'string':
      return stringOf(a.document, one) === stringOf(b.document, other);
    case 'number':
      return decimalOf(textOf(a.document, one)) === decimalOf(textOf(b.document, other));
    case 'true':
    case 'false':
    case 'null':
      return true;
    case 'array':
      return (
        other.kind === 'array' &&
        one.isClosed &&
        other.isClosed &&
        one.items.length === other.items.length &&
        one.items.every((item, at) => isSameValue({ ...a, node: item }, { ...b, node: other.items[at]! }))
      );
    case 'object': {
      if (other.kind !== 'object' || !one.isClosed || !other.isClosed) return false;
      const members = new Map(other.members.map(({ key, value }) => [key.name, value]));
      const names = new Set(one.members.map(({ key }) => key.name));
      const isPlain = members.size === other.members.length && names.size === one.members.length;
      if (!isPlain || members.size !== names.size) return false;
      return one.members.every(({ key, value }) => {
        const same = members.get(key.name);
        return same !== undefined && isSameValue({ ...a, node: value }, { ...b, node: same });
      });
    }
    case 'broken':
    case 'unread':
      return false;
  }
}

/** One spelling for every number of the same value: digits without zeros around them, and where the point is. */
function decimalOf(text: string): string {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text) ?? [];
  const digits = (whole + fraction).replace(/^0+/, '');
  const significant = digits.replace(/0+$/, '');
  if (significant === '') return '0';
  // An exponent of many digits is no less exact.
  const point = BigInt(exponent) - BigInt(fraction.length) + BigInt(digits.length - significant.length);
  return `${sign}${significant}e${point}`;
}

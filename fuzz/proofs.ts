import { seedText } from './affinity.ts';
import type { Expectation, Made, Making, Payload, Position } from './strategy.ts';

/** A text beside the valid one, and what it would prove. Undefined: nothing to make it of. */
type Written = { text: string; expects: readonly Expectation[] } | undefined;

/** A payload that is a text. */
export function written(id: string, isCore: boolean, write: (making: Making) => Written): Payload {
  return {
    id,
    isCore,
    make(making) {
      const made = write(making);
      return made && { json: JSON.stringify(made.text), expects: made.expects };
    },
  };
}

/**
 * Two texts that differ only for who takes them for more than a text: `same` then means what the valid value means, `other`
 * the opposite. Whoever takes both for texts answers both alike.
 */
export function pair(id: string, isCore: boolean, same: string, other: string): Payload {
  return written(id, isCore, () => ({
    text: other,
    expects: [{ kind: 'differs', same: JSON.stringify(same) }],
  }));
}

/** Of several lengths this one is sent first: a server that takes long for it is asked for the others. */
const FIRST = 3;

/**
 * Values of ascending length (JSON texts), for what costs more than its length. Those behind the fourth are sent only
 * where the fourth cost too little to tell: what is nothing to one machine takes another a minute.
 */
export function growing(sizes: readonly string[]): Made | undefined {
  const json = sizes[Math.min(FIRST, sizes.length - 1)];
  return json === undefined ? undefined : { json, expects: [{ kind: 'slow', sizes }, { kind: 'crash' }] };
}

/** Two numbers nobody has written before, and their product, which stands nowhere unless somebody multiplied them. */
export interface Product {
  one: number;
  other: number;
  product: string;
}

function productOf({ random }: Making): Product {
  const four = (): number => 1003 + Math.floor(random() * 8990);
  const [one, other] = [four(), four()];
  return { one, other, product: String(one * other) };
}

/** A text that somebody has to work out. `value`: what comes of it; absent: the product. */
export function computed(
  id: string,
  isCore: boolean,
  write: (product: Product, making: Making) => { text: string; value?: string } | undefined,
): Payload {
  return written(id, isCore, (making) => {
    const product = productOf(making);
    const made = write(product, making);
    return made && { text: made.text, expects: [{ kind: 'computed', value: made.value ?? product.product }] };
  });
}

/** The valid value as a text, short enough to write something behind it. */
export function plainSeed(position: Position): string {
  const text = seedText(position) ?? (/^-?\d{1,15}$/.test(position.seed) ? position.seed : 'a');
  return text.slice(0, 500);
}

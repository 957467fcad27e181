import type { Making } from './strategy.ts';

/** 64 bits of a text, the same on every machine (cyrb53, both halves whole). */
function hashOf(text: string): [number, number] {
  let one = 0xdeadbeef;
  let other = 0x41c6ce57;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    one = Math.imul(one ^ unit, 2654435761);
    other = Math.imul(other ^ unit, 1597334677);
  }
  one = Math.imul(one ^ (one >>> 16), 2246822507) ^ Math.imul(other ^ (other >>> 13), 3266489909);
  other = Math.imul(other ^ (other >>> 16), 2246822507) ^ Math.imul(one ^ (one >>> 13), 3266489909);
  return [one >>> 0, other >>> 0];
}

/** A whole number of 32 bits that the parts decide. */
export function seedFrom(...parts: readonly (string | number)[]): number {
  return hashOf(parts.join('\u0000'))[0];
}

/** Numbers between 0 and 1 that the parts decide (sfc32): 64 bits of state, so that 100,000 cases share none. */
export function randomFrom(...parts: readonly (string | number)[]): () => number {
  let [a, b] = hashOf(parts.join('\u0000'));
  let c = 0x9e3779b9;
  let count = 1;
  const next = (): number => {
    const sum = (((a + b) | 0) + count++) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 4294967296;
  };
  for (let round = 0; round < 12; round++) next();
  return next;
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

/** 16 lower-case letters and digits, the first a letter, so that it may be a name anywhere. */
export function tokenFrom(random: () => number): string {
  const signs = `${LETTERS}0123456789`;
  const rest = Array.from({ length: 15 }, () => signs[Math.floor(random() * signs.length)]!);
  return LETTERS[Math.floor(random() * LETTERS.length)]! + rest.join('');
}

/** All that the payload of one case may be made of. `attempt` counts from 0; each has a token of its own. */
export function makingFor(
  seed: number,
  n: number,
  attempt: number,
  has: Pick<Making, 'world' | 'listener'>,
): Making {
  return {
    token: tokenFrom(randomFrom(seed, n, attempt, 'token')),
    random: randomFrom(seed, n, attempt, 'value'),
    ...(has.world === undefined ? {} : { world: has.world }),
    ...(has.listener === undefined ? {} : { listener: has.listener }),
  };
}

/** Words of JSON Schema itself: more than half of what schemas are made of. */
const VOCABULARY = new Set(
  (
    'minLength maxLength minItems maxItems additionalProperties anyOf oneOf allOf $ref $defs $schema date-time ' +
    'exclusiveMinimum exclusiveMaximum uniqueItems'
  ).split(' '),
);
/** Names that mean something to a program though they are plain. */
const TELLING = new Set(['constructor', 'prototype']);
const LONGEST = 20;

/**
 * A string of a schema in which nothing can be hidden, encoded or wrong by itself: one word of small
 * letters, or of the vocabulary. What such a word means for a parameter is judged with its schema.
 */
export function isPlainWord(value: string): boolean {
  if (value.length > LONGEST) return false;
  for (let at = 0; at < value.length; at++) {
    const c = value.charCodeAt(at);
    if (c < 0x61 || c > 0x7a) return VOCABULARY.has(value);
  }
  return !TELLING.has(value);
}

/** How much of one schema is looked at. A hostile one is endless; what is left out is always said in `notes`. */
export const BOUNDS = {
  /** Schemas that are read as one: a schema, what its `$ref` and `allOf` name, and so on. */
  merged: 256,
  /** The same, where only a few words about a branch are wanted. */
  glanced: 16,
  properties: 20_000,
  options: 1_000,
  branches: 200,
  tupleItems: 1_000,
  examples: 20,
  notes: 40,
  /** Characters of one note or constraint. */
  words: 200,
} as const;

export function clip(text: string, most: number = BOUNDS.words): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}

/** `a, b and 3 more`, of texts that may be long and many. */
export function listed(names: readonly string[], total = names.length, most = 5): string {
  const shown = names.slice(0, most).map((name) => clip(name, 60));
  const rest = total - shown.length;
  return rest > 0 ? `${shown.join(', ')} and ${rest.toLocaleString('en')} more` : shown.join(', ');
}

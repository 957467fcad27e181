import { isObject } from './conformance.ts';

const MOST_WORDS = 200;
const DEEPEST = 4;
const LONGEST = 120;

/**
 * Declared capabilities as words a person can read and a page can ask for: `tools`,
 * `tools.listChanged`, `extensions.io.modelcontextprotocol/tasks`. What is false or null is not declared.
 */
export function capabilityWords(capabilities: unknown): string[] {
  const words: string[] = [];
  const open: { value: unknown; path: string; depth: number }[] = [
    { value: capabilities, path: '', depth: 0 },
  ];
  // Last in, first out, children pushed backwards: in the order they were declared.
  for (let at = open.pop(); at !== undefined && words.length < MOST_WORDS; at = open.pop()) {
    const { value, path, depth } = at;
    if (value === false || value === null || value === undefined) continue;
    if (path !== '' && path.length <= LONGEST) words.push(path);
    if (!isObject(value) || depth >= DEEPEST) continue;
    const children = Object.entries(value).slice(0, MOST_WORDS).reverse();
    for (const [key, child] of children)
      open.push({ value: child, path: path === '' ? key : `${path}.${key}`, depth: depth + 1 });
  }
  return words;
}

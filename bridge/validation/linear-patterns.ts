import { RE2JS } from 're2js';

/** Longer patterns and ones that RE2 refuses (look-around, back-references) match anything, and are named. */
const LONGEST_PATTERN = 4096;

/**
 * Makes the regular expressions of a schema: linear in time whatever a server writes (RE2).
 * ajv calls what it gets with `new`-less arguments and tells engines apart by their `toString()`.
 */
export function linearPatterns(leftOut: Set<string>): {
  (pattern: string, flags: string): Pattern;
  code: string;
} {
  const make = (pattern: string, flags: string): Pattern => {
    const isName = `pattern ${flags} ${pattern}`;
    const refuse = (): Pattern => {
      leftOut.add(pattern);
      return { test: () => true, toString: () => isName };
    };
    if (pattern.length > LONGEST_PATTERN) return refuse();
    try {
      const compiled = RE2JS.compile(RE2JS.translateRegExp(pattern));
      return { test: (text) => compiled.matcher(text).find(), toString: () => isName };
    } catch {
      // RE2JSSyntaxException: a pattern RE2 does not know, or no regular expression at all.
      return refuse();
    }
  };
  return Object.assign(make, { code: 'linearPatterns' });
}

interface Pattern {
  test(text: string): boolean;
  toString(): string;
}

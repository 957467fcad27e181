interface Pattern {
  test(text: string): boolean;
  toString(): string;
}

/** A server's patterns run as they are, for as long as they take. */
export const linearPatterns = (
  _leftOut: Set<string>,
): { (pattern: string, flags: string): Pattern; code: string } =>
  Object.assign((pattern: string, flags: string): Pattern => new RegExp(pattern, flags), {
    code: 'linearPatterns',
  });

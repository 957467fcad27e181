/** Deeper, or more of it, is not looked at: an answer is as deep and long as a server likes. */
const DEEPEST = 12;
const MOST_PATHS = 2000;
const LONGEST_NAME = 80;

/**
 * The shape of an answer: which members of which kinds, and no values. However long a list is, its items are one
 * place; a list without items says nothing of them.
 */
export function skeletonOf(value: unknown): ReadonlySet<string> {
  const paths = new Set<string>();
  const stack: { value: unknown; path: string; depth: number }[] = [{ value, path: '', depth: 0 }];
  for (let at = stack.pop(); at !== undefined && paths.size < MOST_PATHS; at = stack.pop()) {
    const { value, path, depth } = at;
    paths.add(`${path} ${kindOf(value)}`);
    if (typeof value !== 'object' || value === null || depth >= DEEPEST) continue;
    if (Array.isArray(value))
      for (const item of value.slice(0, MOST_PATHS) as unknown[])
        stack.push({ value: item, path: `${path}/*`, depth: depth + 1 });
    else
      for (const [name, member] of Object.entries(value).slice(0, MOST_PATHS))
        stack.push({
          value: member,
          path: `${path}/${JSON.stringify(name.slice(0, LONGEST_NAME))}`,
          depth: depth + 1,
        });
  }
  return paths;
}

/** What one has that the other has not, in words; undefined where they are alike. */
export function skeletonDifference(
  before: ReadonlySet<string>,
  after: ReadonlySet<string>,
): string | undefined {
  const [come] = [...after].filter((path) => !before.has(path) && !isOfEmptyList(path, before));
  const [gone] = [...before].filter((path) => !after.has(path) && !isOfEmptyList(path, after));
  if (come !== undefined) return `${spoken(come)} is new`;
  return gone === undefined ? undefined : `${spoken(gone)} is gone`;
}

/** Items of a list that has none on the other side. */
function isOfEmptyList(path: string, other: ReadonlySet<string>): boolean {
  for (let at = path.indexOf('/*'); at !== -1; at = path.indexOf('/*', at + 2)) {
    const list = path.slice(0, at);
    const hasItems = [...other].some((one) => one.startsWith(`${list}/*`));
    if (other.has(`${list} list`) && !hasItems) return true;
  }
  return false;
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'list';
  return typeof value;
}

function spoken(path: string): string {
  const end = path.lastIndexOf(' ');
  const where = path.slice(0, end);
  return `${path.slice(end + 1)} at ${where === '' ? 'the top' : where.slice(0, 120)}`;
}

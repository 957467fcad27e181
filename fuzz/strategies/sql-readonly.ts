import { looksLike, takesText } from '../affinity.ts';
import { written } from '../proofs.ts';
import type { Payload, Position, Strategy, Subject } from '../strategy.ts';
import type { Database, World } from '../world.ts';

/** Says of itself that what it is given to run only reads. */
const PROMISES =
  /\bread[- ]?only\b|\bonly (?:read|select|quer)|\bselect\b(?! (?:a|an|the|one|which|from a)\b)|\b(?:cannot|can't|does not|doesn't|never|no) (?:change|modif|write|alter)|\bthat (?:change|modify|write)[a-z]* [\w ]{0,20}(?:refused|rejected|blocked|not allowed)/i;

/** `SELECT, INSERT, UPDATE or DELETE`: who offers to write promises nothing, unless what writes is said to be refused. */
const WRITES = /\b(?:insert|update|delete|upsert|alter|create table|drop|any sql|ddl|dml)\b/i;
const REFUSES =
  /\b(?:refus|reject|block|den(?:y|ied)|forb|prohibit|disallow|cannot|can[’']t|never|not (?:allow|permit|support|possible)|without|except)|(?<!for )(?<!read[- ])\b(?:only|no|not)\b/i;

function isPromise(said: string): boolean {
  return PROMISES.test(said) && (!WRITES.test(said) || REFUSES.test(said));
}

function promises({ isReadOnly, description }: Subject, position: Position): boolean {
  return isReadOnly || isPromise(description.slice(0, 1000)) || isPromise(position.description.slice(0, 500));
}

/** Statements that change what is there. `make`: one that makes a table with the token in its name. */
interface Parts {
  make: string;
  erase: string;
  change: string;
  replace: string;
  read: string;
  table: string;
  drop: string;
}

function partsOf({ open }: Database, { drop, kind }: World, token: string): Parts {
  return {
    make: `CREATE TABLE t_${token}(a)`,
    erase: `DELETE FROM ${open.table}`,
    change: `UPDATE ${open.table} SET ${open.column}='${token}'`,
    replace: `REPLACE INTO ${open.table} SELECT * FROM ${open.table} WHERE 1`,
    read: `SELECT ${open.column} FROM ${open.table}`,
    table: open.table,
    drop: `${drop}${kind === 'windows' ? '\\' : '/'}${token}.db`,
  };
}

/** Ways around those who look how a text begins, or hold it in a transaction that is taken back. */
const CHANGES: readonly { id: string; isCore?: boolean; write(parts: Parts): string }[] = [
  { id: 'plain', isCore: true, write: ({ make }) => make },
  { id: 'second', isCore: true, write: ({ read, make }) => `${read}; ${make}` },
  { id: 'second-erases', write: ({ read, erase }) => `${read}; ${erase}` },
  { id: 'commit', isCore: true, write: ({ make }) => `COMMIT; ${make}` },
  { id: 'commit-behind', isCore: true, write: ({ read, make }) => `${read}; COMMIT; ${make}` },
  {
    id: 'commit-and-begin',
    isCore: true,
    write: ({ read, make }) => `${read}; COMMIT; ${make}; BEGIN; ${read}`,
  },
  { id: 'rollback', write: ({ make }) => `ROLLBACK; ${make}; BEGIN` },
  { id: 'end', write: ({ read, make }) => `${read}; END; ${make}; BEGIN` },
  { id: 'query-only-off', isCore: true, write: ({ make }) => `PRAGMA query_only=0; ${make}` },
  { id: 'query-only-off-behind', write: ({ read, make }) => `${read}; PRAGMA query_only=0; ${make}` },
  {
    id: 'commit-query-only-off',
    isCore: true,
    write: ({ read, make }) => `${read}; COMMIT; PRAGMA query_only=0; ${make}; BEGIN`,
  },
  { id: 'set-transaction', write: ({ make }) => `SET TRANSACTION READ WRITE; ${make}` },
  {
    id: 'set-session',
    write: ({ make }) => `SET SESSION CHARACTERISTICS AS TRANSACTION READ WRITE; ${make}`,
  },
  { id: 'set-default', write: ({ make }) => `COMMIT; SET default_transaction_read_only=off; ${make}` },
  { id: 'with-erase', isCore: true, write: ({ erase }) => `WITH a AS (SELECT 1) ${erase}` },
  { id: 'with-change', write: ({ change }) => `WITH a AS (SELECT 1) ${change} RETURNING 1` },
  {
    id: 'with-erase-inside',
    write: ({ erase }) => `WITH a AS (${erase} RETURNING *) SELECT * FROM a`,
  },
  { id: 'explain-analyze', write: ({ erase }) => `EXPLAIN ANALYZE ${erase}` },
  { id: 'explain-second', write: ({ read, make }) => `EXPLAIN ${read}; ${make}` },
  { id: 'into', write: ({ table, make }) => `SELECT * INTO ${make.split(/[ (]/)[2] ?? 'a'} FROM ${table}` },
  { id: 'comment-before', isCore: true, write: ({ erase }) => `/* SELECT */ ${erase}` },
  { id: 'comment-line-before', write: ({ erase }) => `-- SELECT\n${erase}` },
  { id: 'comment-and-second', write: ({ read, make }) => `/**/ ${read} /**/;/**/ ${make} --` },
  { id: 'select-in-comment', write: ({ make }) => `SELECT 1 /* ; */; ${make}` },
  { id: 'bracket', write: ({ read, make }) => `(${read}); ${make}` },
  { id: 'lower-case', write: ({ erase }) => `select 1; ${erase.toLowerCase()}` },
  { id: 'mixed-case', isCore: true, write: ({ erase }) => `sElEcT 1; ${mixed(erase)}` },
  {
    id: 'split-by-comment',
    write: ({ erase }) => `SELECT 1; ${erase.replace(' FROM ', '/**/FROM/**/')}`,
  },
  {
    id: 'split-by-lines',
    write: ({ erase }) => `SELECT\n1;\n${erase.replaceAll(' ', '\n')}`,
  },
  { id: 'quoted', write: ({ erase, table }) => `SELECT 1; ${erase.replace(table, `"${table}"`)}` },
  { id: 'of-main', write: ({ erase, table }) => `SELECT 1; ${erase.replace(table, `main.${table}`)}` },
  { id: 'replace', write: ({ replace }) => `WITH a AS (SELECT 1) ${replace}` },
  { id: 'rename', write: ({ table, make }) => `SELECT 1; ALTER TABLE ${table} RENAME TO ${nameIn(make)}` },
  {
    id: 'schema-pragma',
    write: ({ table }) =>
      `PRAGMA writable_schema=1; UPDATE sqlite_master SET name='${table}_b' WHERE name='${table}'`,
  },
  {
    id: 'trigger',
    write: ({ table, erase, make }) =>
      `SELECT 1; CREATE TRIGGER ${nameIn(make)} AFTER UPDATE ON ${table} BEGIN ${erase}; END`,
  },
  { id: 'do-block', write: ({ erase }) => `DO $a$ BEGIN ${erase}; END $a$` },
  { id: 'call-exec', write: ({ erase }) => `SELECT 1; EXEC('${erase}')` },
  { id: 'prepare', write: ({ erase }) => `SELECT 1; PREPARE a AS ${erase}; EXECUTE a` },
  { id: 'copy', write: ({ table }) => `SELECT 1; COPY ${table} FROM STDIN` },
];

/** A file appears where the database writes one. */
const FILES: readonly { id: string; isCore?: boolean; write(parts: Parts): string }[] = [
  { id: 'vacuum-into', isCore: true, write: ({ drop }) => `VACUUM INTO '${drop}'` },
  {
    // A word that is looked for may be in the name of a folder too.
    id: 'vacuum-into-joined',
    isCore: true,
    write: ({ drop }) => `VACUUM INTO ${joined(drop)}`,
  },
  { id: 'attach-joined', write: ({ drop }) => `ATTACH ${joined(drop)} AS a` },
  { id: 'attach', isCore: true, write: ({ drop }) => `ATTACH DATABASE '${drop}' AS a` },
  { id: 'attach-second', write: ({ read, drop }) => `${read}; ATTACH '${drop}' AS a` },
  { id: 'vacuum-into-second', write: ({ read, drop }) => `${read}; VACUUM INTO '${drop}'` },
  {
    id: 'vacuum-into-committed',
    write: ({ read, drop }) => `${read}; COMMIT; VACUUM INTO '${drop}'; BEGIN`,
  },
  { id: 'copy-to', write: ({ read, drop }) => `COPY (${read}) TO '${drop}'` },
  { id: 'into-outfile', write: ({ read, drop }) => `${read} INTO OUTFILE '${drop}'` },
];

const joined = (text: string): string => (text.match(/.{1,2}/gs) ?? []).map((part) => `'${part}'`).join('||');
const nameIn = (make: string): string => /t_[a-z0-9]+/.exec(make)?.[0] ?? 'a';
const mixed = (text: string): string =>
  [...text].map((sign, at) => (at % 2 === 0 ? sign.toLowerCase() : sign.toUpperCase())).join('');

/** Other ways to write the name of a table, for those who know how it is usually written. */
const NAMES: readonly { id: string; isCore?: boolean; from(table: string): string }[] = [
  { id: 'quoted', isCore: true, from: (table) => ` FROM "${table}"` },
  { id: 'of-main', isCore: true, from: (table) => ` FROM main.${table}` },
  { id: 'of-main-quoted', from: (table) => ` FROM "main"."${table}"` },
  { id: 'backquoted', from: (table) => ` FROM \`${table}\`` },
  { id: 'in-brackets', from: (table) => ` FROM [${table}]` },
  { id: 'as-text', from: (table) => ` FROM '${table}'` },
  { id: 'upper-case', isCore: true, from: (table) => ` FROM ${table.toUpperCase()}` },
  { id: 'mixed-case', from: (table) => ` FROM ${mixed(table)}` },
  { id: 'comment', isCore: true, from: (table) => `/**/FROM/**/${table}` },
  { id: 'comment-line', from: (table) => ` FROM--\n${table}` },
  { id: 'lines', from: (table) => `\nFROM\n\t${table}` },
  { id: 'round-brackets', from: (table) => ` FROM(${table})` },
  { id: 'second-of-list', isCore: true, from: (table) => ` FROM (SELECT 1), ${table}` },
  { id: 'upper-quoted', from: (table) => ` FROM "${table.toUpperCase()}"` },
  { id: 'no-space', from: (table) => ` FROM"${table}"` },
];

/** What was kept back comes by another way to write it; where the plain way is open, nothing was kept back. */
function around({ id, isCore = false, from }: (typeof NAMES)[number]): Payload {
  return written(`table-${id}`, isCore, ({ world }) => {
    const hidden = world?.database?.hidden;
    if (hidden === undefined) return undefined;
    return {
      text: `SELECT ${hidden.column}${from(hidden.table)}`,
      expects: [{ kind: 'canary', unless: JSON.stringify(`SELECT ${hidden.column} FROM ${hidden.table}`) }],
    };
  });
}

const EVERYTHING: readonly Payload[] = [
  ...NAMES.map(around),
  written('table-in-schema', false, ({ world }) => {
    const hidden = world?.database?.hidden;
    if (hidden === undefined) return undefined;
    const { column, table } = hidden;
    return {
      text: `WITH a AS (SELECT * FROM "${table}") SELECT ${column} FROM a`,
      expects: [{ kind: 'canary', unless: JSON.stringify(`SELECT ${column} FROM ${table}`) }],
    };
  }),
];

const WRITING: readonly Payload[] = [
  ...CHANGES.map(({ id, isCore = false, write }) =>
    written(`change-${id}`, isCore, ({ world, token }) => {
      if (world?.database === undefined) return undefined;
      return {
        text: write(partsOf(world.database, world, token)),
        expects: [{ kind: 'fixture', named: `t_${token}`, isPromised: true }],
      };
    }),
  ),
  ...FILES.map(({ id, isCore = false, write }) =>
    written(`file-${id}`, isCore, ({ world, token }) => {
      if (world?.database === undefined) return undefined;
      const parts = partsOf(world.database, world, token);
      return { text: write(parts), expects: [{ kind: 'file', path: parts.drop }] };
    }),
  ),
];

export const sqlReadonly: Strategy = {
  meta: {
    id: 'sql-readonly',
    title: 'Past a read-only promise in SQL',
    about:
      'Statements that write, or read what is kept back, in clothes of a query: a second statement, an ended transaction, other spellings.',
    cwe: 'CWE-184',
    optIn: false,
    severity: 'high',
    finding: 'A promise that a statement only reads does not hold',
    fix: 'Open the database so that it cannot write, as a user who may read only what the tool is for. Take one statement at a time; do not look for words in it.',
  },
  of: 'value',
  fits(subject, position) {
    if (position === undefined || subject.kind === 'protocol' || !takesText(position)) return 0;
    const sql = looksLike(position, 'sql', subject);
    return sql >= 0.5 ? sql : Math.min(0.3, Math.max(sql, looksLike(position, 'query', subject) * 0.5));
  },
  payloads(subject, position) {
    if (position === undefined) return [];
    return promises(subject, position) ? [...WRITING, ...EVERYTHING] : EVERYTHING;
  },
  needs: ({ world }) =>
    world?.database === undefined
      ? 'Needs a database made for the run to see what changes in it.'
      : undefined,
};

/** Words of one database that stand in a text. */
interface DatabaseWords {
  database: string;
  from: number;
  to: number;
}

/** What databases say when they cannot do something, the first words of each. */
export function databasesIn(text: string): DatabaseWords[] {
  return WORDS.flatMap(([database, words]) => {
    const found = words.exec(text);
    return found === null ? [] : [{ database, from: found.index, to: found.index + found[0].length }];
  });
}

/** Only errors are looked at, and few texts are: no need of the engine's patterns. */
const WORDS: readonly (readonly [string, RegExp])[] = [
  [
    'PostgreSQL',
    /\b(?:ERROR: {1,2}(?:syntax error at or near|relation "|column "|duplicate key value violates)|PG::\w{1,40}Error|psycopg2?\.(?:errors|\w{0,40}Error)|unterminated quoted string at or near)/i,
  ],
  [
    'MySQL',
    /you have an error in your SQL syntax|\bER_(?:PARSE_ERROR|NO_SUCH_TABLE|BAD_FIELD_ERROR|DUP_ENTRY)\b|\bSQLSTATE\[[0-9A-Z]{5}\]/i,
  ],
  [
    'SQLite',
    /\bSQLITE_(?:ERROR|CONSTRAINT|MISUSE)\b|sqlite3\.(?:OperationalError|IntegrityError)|near "[^"]{1,60}": syntax error|no such (?:table|column): \w/,
  ],
  [
    'SQL Server',
    /Unclosed quotation mark after the character string|Incorrect syntax near '|\bSqlException\b/i,
  ],
  ['Oracle', /\bORA-[0-9]{5}\b/],
  ['MongoDB', /\bMongo(?:Server|Network|Bulk\w{0,40})?Error\b|\bE11000 duplicate key/],
];

import type { SqlValue } from './driver.ts';

/** A condition or a selection, with the values of its question marks. */
export interface Sql {
  sql: string;
  params: SqlValue[];
}

export function joinSql(parts: Sql[], word: 'AND' | 'OR'): Sql {
  if (parts.length === 0) return { sql: '1', params: [] };
  return {
    sql: parts.map((part) => `(${part.sql})`).join(` ${word} `),
    params: parts.flatMap((part) => part.params),
  };
}

import type { Outcome } from '../protocol/problem.ts';
import { SEE_HELP, type Values } from './option-table.ts';
import { bad } from './option-values.ts';
import type { Command } from './options.ts';

/** `rebuild-index` and `inspect`, which are about what was recorded and connect to nothing. */
export function readOwn(first: 'rebuild-index' | 'inspect', values: Values): Outcome<Command> {
  return first === 'inspect' ? readInspect(values) : readRebuild(values);
}

function readRebuild(values: Values): Outcome<Command> {
  const other = [...values.keys()].find((name) => name !== 'data-dir');
  if (other !== undefined) return bad(`rebuild-index takes --data-dir only, not --${other}.`, SEE_HELP);
  const dataDir = values.get('data-dir')?.[0];
  return { ok: true, value: { kind: 'rebuild-index', ...(dataDir !== undefined && { dataDir }) } };
}

function readInspect(values: Values): Outcome<Command> {
  const other = [...values.keys()].find((name) => !['data-dir', 'session', 'json'].includes(name));
  if (other !== undefined) return bad(`inspect takes no --${other}.`, SEE_HELP);
  const dataDir = values.get('data-dir')?.[0];
  const session = values.get('session')?.[0] ?? 'all';
  if (session !== 'all' && !/^\d{1,9}$/.test(session))
    return bad(`--session ${session}: that is not the number of a session.`, 'Give its number, or all.');
  return {
    ok: true,
    value: {
      kind: 'inspect',
      json: values.has('json'),
      ...(session !== 'all' && { session: Number(session) }),
      ...(dataDir !== undefined && { dataDir }),
    },
  };
}

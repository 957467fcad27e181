import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { RowsPage } from '../../protocol/api.ts';
import { SEVERITIES, type FindingRow, type FindingsPage, type Severity } from '../../protocol/finding.ts';
import { root } from '../../scripts/sources.mjs';
import { BridgeWorld, privateFolder } from '../bridge-world.ts';
import { serverPath } from '../stdio-servers.ts';
import {
  CALLS,
  HONEST,
  IN_CALLS,
  IN_LISTS,
  IN_MODERN_CALLS,
  MODERN_CALLS,
} from '../servers/poisoned/expected.mjs';
import { IN_ANSWERS } from '../servers/poisoned-http/expected.mjs';

/** What no server of this folder can show, and what proves the rule instead. */
const ELSEWHERE = new Map([
  ['cleartext-http', 'needs a target on another machine: the examples of the rule'],
  ['foreign-tool-reference', 'needs another server beside it: shadowing'],
  ['near-name', 'needs another server beside it: shadowing'],
  ['injected-instructions', 'shown in what other tools answer: error-escalation'],
  ['poisoned-definition', 'shown in other words: line-jumping and poisoned-words'],
  ['shadow-clone', 'needs another server beside it: shadowing'],
  ['server-name-imitation', 'this one says who it is: the examples of the rule'],
  ['built-in-collision', 'its names say what is wrong with them: the examples of the rule'],
  ['foreign-resource-link', 'needs a target out on the internet: the examples of the rule'],
]);

interface Row {
  rule: string;
  severity: string;
  where: string;
  at: string | undefined;
  covers: string;
}

interface Talk {
  world: BridgeWorld;
  session: string;
  findings: FindingRow[];
  /** Frames from the request of a call up to the next call. */
  framesOf(where: string): (frame: number) => boolean;
}

const cleanUp: (() => unknown)[] = [];
afterEach(async () => {
  for (const undo of cleanUp.splice(0).reverse()) await undo();
});

/** A client without capabilities opens, walks every list, makes the calls and has all of it inspected. */
async function talk(args: string[], calls: typeof CALLS): Promise<Talk> {
  const folder = privateFolder();
  cleanUp.push(folder.remove);
  const world = await BridgeWorld.start(folder.path);
  cleanUp.push(() => world.bridge.stop());
  const added = await world.bridge.addAndConnect({
    name: 'poisoned',
    profile: 'bare',
    spec: {
      kind: 'stdio',
      command: process.execPath,
      args: [serverPath('poisoned'), ...args],
      cwd: root,
      env: [],
    },
    origin: 'page',
    confirmed: 'in-terminal',
  });
  if (!added.ok) throw new Error(added.problem.message);
  const { session } = added.value;
  await world.until(session, ({ stages }) =>
    stages.some(({ stage, status }) => stage === 'lists' && status !== 'running'),
  );
  const began = new Map<string, number>();
  for (const { says, method, params } of calls) {
    const sent = { method, params: JSON.stringify(params), timeout: 5_000 };
    const { request } = await world.send<{ request: number }>('POST', `/api/sessions/${session}/calls`, sent);
    began.set(says, request);
  }
  await world.bridge.inspected();
  const page = await world.get<FindingsPage>('/api/findings?from=0&limit=500');
  const findings = page.lines.flatMap((line) => (line.kind === 'finding' ? [line.row] : []));
  expect(findings).toHaveLength(page.total);

  const { rows } = await world.get<RowsPage>('/api/traffic?from=0&limit=500');
  const listings = new Map<number, string>();
  for (const one of rows)
    if ('seq' in one && one.method?.endsWith('/list')) listings.set(one.seq, one.method);
  const starts = [...began.values()].sort((a, b) => a - b);
  return {
    world,
    session,
    findings,
    framesOf(where) {
      const from = began.get(where);
      if (from === undefined) return (frame) => listings.get(frame) === where;
      const to = starts.find((start) => start > from) ?? Infinity;
      return (frame) => frame >= from && frame < to;
    },
  };
}

async function firstBytes({ world, session }: Talk, { evidence: [place] }: FindingRow): Promise<string> {
  const { frame, part, from, to } = place!;
  const path = `/api/frames/${session}/${frame}/bytes?part=${part}&from=${from}&to=${to}`;
  return (await world.ask('GET', path)).body.toString();
}

const isGrave = (severity: Severity): boolean => SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf('medium');

async function expectRows(spoken: Talk, rows: readonly Row[]): Promise<Set<FindingRow>> {
  const found = new Set<FindingRow>();
  for (const row of rows) {
    const isThere = spoken.framesOf(row.where);
    const candidates = spoken.findings.filter(
      ({ rule, evidence: [place] }) =>
        rule === row.rule && isThere(place!.frame) && (row.at === undefined || place!.pointer === row.at),
    );
    const name = `${row.rule} in ${row.where} at ${row.at}`;
    expect(candidates, name).toHaveLength(1);
    expect(await firstBytes(spoken, candidates[0]!), name).toBe(row.covers);
    expect(candidates[0]!.severity, name).toBe(row.severity);
    found.add(candidates[0]!);
  }
  return found;
}

describe('a server that says every class of trouble once', () => {
  test('is found out by the rule meant for each, at the bytes of the recording', async () => {
    const spoken = await talk([], CALLS);
    const found = await expectRows(spoken, [...IN_LISTS, ...IN_CALLS]);
    // One problem is told once: what else is grave would be a second rule speaking of the same.
    const others = spoken.findings.filter(
      (one) => isGrave(one.severity) && !found.has(one) && one.family !== 'injection',
    );
    expect(others.map(({ rule, evidence: [place], says }) => [rule, place!.pointer, says])).toEqual([]);

    for (const name of HONEST.items)
      expect(
        spoken.findings.filter(({ item, severity }) => item?.name === name && isGrave(severity)),
        name,
      ).toEqual([]);
    for (const call of HONEST.calls) {
      const isThere = spoken.framesOf(call);
      expect(
        spoken.findings.filter(
          ({ severity, evidence }) => isGrave(severity) && evidence.some(({ frame }) => isThere(frame)),
        ),
        call,
      ).toEqual([]);
    }
  });

  test('is found out in the modern era as well', async () => {
    const spoken = await talk(['--modern'], MODERN_CALLS);
    await expectRows(spoken, [...IN_LISTS, ...IN_MODERN_CALLS]);
  });

  test('shows every rule there is, but for those that need another place', () => {
    const shown = new Set(
      [...IN_LISTS, ...IN_CALLS, ...IN_MODERN_CALLS, ...IN_ANSWERS].map(({ rule }) => rule),
    );
    const rules = readdirSync(join(root, 'inspect', 'rules'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name);
    expect(rules.filter((rule) => !shown.has(rule) && !ELSEWHERE.has(rule))).toEqual([]);
    expect([...ELSEWHERE.keys()].filter((rule) => shown.has(rule) || !rules.includes(rule))).toEqual([]);
  });
});

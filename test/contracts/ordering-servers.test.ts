import { afterEach, describe, expect, test } from 'vitest';
import type { Evidence, FindingRow, FindingsPage } from '../../protocol/finding.ts';
import { SEVERITIES } from '../../protocol/finding.ts';
import { signsOf } from '../../protocol/finding-signs.ts';
import type { Session } from '../../protocol/session.ts';
import { ARTICLES, LONG_ARTICLE, ORDERS } from '../acceptance-texts.ts';
import { BridgeWorld, privateFolder } from '../bridge-world.ts';
import * as escalation from '../servers/error-escalation/offers.mjs';
import * as jumping from '../servers/line-jumping/offers.mjs';
import * as words from '../servers/poisoned-words/offers.mjs';

const cleanUp: (() => unknown)[] = [];
afterEach(async () => {
  for (const undo of cleanUp.splice(0).reverse()) await undo();
});

async function start(): Promise<BridgeWorld> {
  const { path, remove } = privateFolder();
  cleanUp.push(remove);
  const world = await BridgeWorld.start(path);
  cleanUp.push(() => world.bridge.stop());
  return world;
}

async function call(world: BridgeWorld, session: Session, name: string): Promise<number> {
  const params = JSON.stringify({ name, arguments: {} });
  const sent = { method: 'tools/call', params, timeout: 5_000 };
  const { request } = await world.send<{ request: number }>(
    'POST',
    `/api/sessions/${session.id}/calls`,
    sent,
  );
  return request;
}

const isGrave = ({ severity }: FindingRow): boolean =>
  SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf('medium');

/** Findings of a session from medium on. */
async function graveIn(world: BridgeWorld, session: Session): Promise<FindingRow[]> {
  await world.bridge.inspected();
  const page = await world.get<FindingsPage>(`/api/findings?q=session:${session.number}&limit=500`);
  return page.lines.flatMap((line) => (line.kind === 'finding' && isGrave(line.row) ? [line.row] : []));
}

async function bytesOf(world: BridgeWorld, { session }: FindingRow, at: Evidence): Promise<string> {
  const path = `/api/frames/${session}/${at.frame}/bytes?part=${at.part}&from=${at.from}&to=${at.to}`;
  return (await world.ask('GET', path)).body.toString();
}

interface Wanted {
  at: string;
  signs: string[];
}

/** One finding of this rule, of at least these signs; each points at characters of the field it stands in. */
async function expectSigns(
  world: BridgeWorld,
  found: readonly FindingRow[],
  rule: string,
  { at, signs }: Wanted,
): Promise<void> {
  const [row, ...others] = found.filter(
    (one) => one.rule === rule && one.evidence[0]!.pointer?.endsWith(at) === true,
  );
  expect(row, at).toBeDefined();
  expect(others.map(({ says }) => says)).toEqual([]);
  expect(row!.family).toBe('injection');
  expect(signsOf(row!).map(({ id }) => id)).toEqual(expect.arrayContaining(signs));
  const said: string[] = [];
  for (const one of row!.evidence) {
    expect(one.sign?.says, at).toMatch(/^[a-z]/);
    expect(one.pointer).toBe(row!.evidence[0]!.pointer);
    said.push(await bytesOf(world, row!, one));
  }
  // What is quoted is what the bytes are.
  expect(row!.says).toContain(said[0]!.slice(0, 40));
}

const ofItem =
  (name: string | undefined) =>
  ({ item }: FindingRow): boolean =>
    name === undefined || item?.name === name;

test.each([
  ['line-jumping', jumping],
  ['poisoned-words', words],
] as const)(
  '%s: every order is found before anything is called, and honest tools are not',
  async (server, { EXPECTED, HONEST }) => {
    const world = await start();
    const found = await graveIn(world, await world.connect(server));
    for (const { at, signs, item } of EXPECTED as readonly (Wanted & { item?: string })[])
      await expectSigns(world, found.filter(ofItem(item)), 'poisoned-definition', { at, signs });
    const honest = new Set(HONEST.map(({ name }) => name));
    const said = found.filter(({ item }) => honest.has(item?.name ?? ''));
    expect(said.map(({ rule, says }) => `${rule}: ${says}`)).toEqual([]);
    const others = found.filter(({ rule }) => rule !== 'poisoned-definition' && rule !== 'prose-in-schema');
    expect(others.map(({ rule, says }) => `${rule}: ${says}`)).toEqual([]);
    expect(found.filter(({ rule }) => rule === 'poisoned-definition')).toHaveLength(EXPECTED.length);
  },
);

test('error-escalation: failures that ask for keys are found in answers and errors, and honest ones are not', async () => {
  const world = await start();
  const session = await world.connect('error-escalation');
  const began: [string, number][] = [];
  for (const name of Object.keys(escalation.ANSWERS)) began.push([name, await call(world, session, name)]);
  const found = await graveIn(world, session);
  const during = (name: string): FindingRow[] => {
    const at = began.findIndex(([one]) => one === name);
    const [from, to] = [began[at]![1], began[at + 1]?.[1] ?? Infinity];
    return found.filter(({ evidence: [place] }) => place!.frame >= from && place!.frame < to);
  };
  for (const { call: name, ...wanted } of escalation.EXPECTED)
    await expectSigns(world, during(name), 'injected-instructions', wanted);
  for (const name of escalation.HONEST) expect(during(name).map(({ says }) => says)).toEqual([]);
  expect(found).toHaveLength(escalation.EXPECTED.length);
});

describe('orders in results', () => {
  const say = async (world: BridgeWorld, session: Session, text: string): Promise<void> => {
    const result = JSON.stringify({ content: [{ type: 'text', text }] });
    const params = JSON.stringify({ name: 'say', arguments: { result } });
    await world.send('POST', `/api/sessions/${session.id}/calls`, { method: 'tools/call', params });
  };

  test('are found, one of them as soon as the server that it names is connected', async () => {
    const world = await start();
    const session = await world.connect('says-back');
    for (const { text } of ORDERS) await say(world, session, text);
    const ofAnswers = async (): Promise<string[]> =>
      (await graveIn(world, session))
        .filter(({ rule, item }) => rule === 'injected-instructions' && item === undefined)
        .map(({ says }) => says);
    const alone = await ofAnswers();
    expect(alone.length).toBeGreaterThanOrEqual(ORDERS.filter(({ beside }) => beside === undefined).length);
    await world.connect('filesystem');
    const found = (await graveIn(world, session)).filter(({ family }) => family === 'injection');
    const frames = new Set(found.map(({ evidence: [place] }) => place!.frame));
    expect(frames.size).toBe(ORDERS.length);
  });

  test('are a low note at most where an article shows them', async () => {
    const world = await start();
    const session = await world.connect('says-back');
    await world.connect('filesystem');
    for (const article of Object.values(ARTICLES))
      for (const { text } of ORDERS) await say(world, session, article(text));
    await say(world, session, LONG_ARTICLE);
    const found = await graveIn(world, session);
    expect(found.map(({ rule, says }) => `${rule}: ${says}`)).toEqual([]);
  });
});

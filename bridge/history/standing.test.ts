// Where a target stands after decisions, and what a decision takes.
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { diffSnapshots } from '../../inspect/drift/index.ts';
import type { Decision, ReviewRequest, ReviewState } from '../../protocol/baseline.ts';
import { ourJudge, snapshotOf, type Offer } from '../../test/drift-world.ts';
import { privateFolder } from '../../test/bridge-world.ts';
import { decide } from './deciding.ts';
import { Decisions } from './decisions.ts';
import { Standing } from './standing.ts';
import { TargetHistory } from './target-history.ts';

const tool = (name: string, description: string): Record<string, unknown> => ({
  name,
  description,
  inputSchema: { type: 'object', properties: { id: { type: 'string' }, kind: { type: 'string' } } },
});
const READ = tool('read_note', 'Reads one note of the notebook by its number and gives back its text.');
const LIST = tool('list_notes', 'Lists the notes of a notebook with the day on which each was written.');
const REWORDED = tool('read_note', 'Reads one note of the notebook by its number, newest wording first.');

/** A target whose history and decisions grow. */
class Reviewed {
  decisions = new Decisions({ version: 1, target: 't', revision: 0, decided: [] });
  #folder = privateFolder();
  #history: TargetHistory;
  #at = 0;

  constructor() {
    const opened = TargetHistory.open(join(this.#folder.path, 'h.log'), 't');
    if (!opened.ok) throw new Error(opened.problem.message);
    this.#history = opened.value;
  }

  offers(offer: Offer): void {
    this.#at += 1000;
    this.#history.put({ ...snapshotOf(offer), at: this.#at }, () => true);
  }

  get standing(): Standing {
    return new Standing(this.#history, this.#history.last!, this.decisions, (before, after) =>
      diffSnapshots(before, after, ourJudge()),
    );
  }

  get states(): Record<string, ReviewState> {
    return Object.fromEntries(this.standing.items.map(({ name, state }) => [name, state]));
  }

  decides(decision: Decision, names: 'all' | string[], more: Partial<ReviewRequest> = {}) {
    const { standing } = this;
    const items =
      names === 'all'
        ? names
        : names.map((name) => {
            const item = standing.items.find((one) => one.name === name)!;
            return { section: item.section, name, nth: item.nth, hash: item.hash ?? item.approved! };
          });
    const { version } = standing.summary();
    const request = { decision, items, version, note: '', ...more };
    const decided = decide(this.#history, standing, this.decisions, request, ++this.#at);
    if (decided.ok) this.decisions = decided.value.decisions;
    return decided;
  }

  close(): void {
    this.#history.close();
    this.#folder.remove();
  }
}

let target: Reviewed;
beforeEach(() => (target = new Reviewed()));
afterEach(() => target.close());

describe('where it stands', () => {
  test('nothing is drift before anything was decided', () => {
    target.offers({ tools: [READ, LIST] });
    target.offers({ tools: [REWORDED] });
    expect(target.standing.summary()).toMatchObject({ unreviewed: 1, drifted: 0, removed: 0, added: 0 });
    expect(target.standing.summary().severity).toBeUndefined();
  });

  test.each([
    { what: 'the same', now: [READ, LIST], is: {} },
    { what: 'another wording', now: [REWORDED, LIST], is: { drifted: 1, approved: 1 } },
    { what: 'one gone', now: [READ], is: { removed: 1, approved: 1 } },
    {
      what: 'one more',
      now: [READ, LIST, tool('clear_all', 'Empties the basket of a shop, whatever lies in it.')],
      is: { added: 1, unreviewed: 1 },
    },
    {
      what: 'another name',
      now: [{ ...READ, name: 'open_note' }, LIST],
      is: { renamed: 1, unreviewed: 1, approved: 1 },
    },
  ])('counts $what as what it is', ({ now, is }) => {
    target.offers({ tools: [READ, LIST] });
    target.decides('approved', 'all');
    target.offers({ tools: now });
    const none = { drifted: 0, removed: 0, renamed: 0, added: 0, unreviewed: 0, rejected: 0, approved: 2 };
    expect(target.standing.summary()).toMatchObject({ ...none, ...is });
    expect(target.standing.summary().severity === undefined).toBe(Object.keys(is).length === 0);
  });

  test('what was there and let be is no addition', () => {
    target.offers({ tools: [READ, LIST] });
    target.decides('approved', ['read_note']);
    expect(target.standing.summary()).toMatchObject({ approved: 1, unreviewed: 1, added: 0 });
    expect(target.standing.summary().severity).toBeUndefined();
  });

  test('what guards less waits for a decision; other software does not, nor what was never looked at', () => {
    const answered = (headers?: Record<string, string>): Offer => ({
      server: { serverInfo: { name: 'notes', version: '1' } },
      tools: [READ],
      ...(headers === undefined ? {} : { source: { headers } }),
    });
    target.offers(answered());
    target.decides('approved', 'all');
    target.offers(answered({ 'access-control-allow-origin': '*' }));
    expect(target.standing.summary()).toMatchObject({ drifted: 0, approved: 2 });
    target.decides('approved', ['serverInfo']);
    target.offers(answered({ 'access-control-allow-origin': '*', server: 'other' }));
    expect(target.standing.summary()).toMatchObject({ drifted: 0, approved: 2 });
    const [news] = target.standing.drift.items;
    expect(news).toMatchObject({ section: 'server', name: 'serverInfo', severity: 'info' });
    target.offers(
      answered({ 'access-control-allow-credentials': 'true', 'access-control-allow-origin': 'null' }),
    );
    expect(target.states).toEqual({ serverInfo: 'drifted', read_note: 'approved' });
    expect(target.standing.open).toMatchObject({ severity: 'high' });
    target.decides('approved', ['serverInfo']);
    expect(target.states).toEqual({ serverInfo: 'approved', read_note: 'approved' });
    expect(target.standing.drift.items).toEqual([]);
  });

  test('a section that could not be read is not gone', () => {
    target.offers({ tools: [READ, LIST] });
    target.decides('approved', 'all');
    target.offers({ tools: [], unread: ['tools'] });
    expect(target.standing.summary()).toMatchObject({ removed: 0, drifted: 0 });
  });

  test('an earlier wording that was approved once is approved', () => {
    target.offers({ tools: [READ] });
    target.decides('approved', 'all');
    target.offers({ tools: [REWORDED] });
    expect(target.states).toEqual({ read_note: 'drifted' });
    target.decides('approved', 'all');
    target.offers({ tools: [READ] });
    expect(target.states).toEqual({ read_note: 'approved' });
  });

  test('watched and rejected are quiet until the wording is another one', () => {
    target.offers({ tools: [READ, LIST] });
    target.decides('approved', 'all');
    target.offers({ tools: [REWORDED, LIST] });
    target.decides('watched', ['read_note']);
    expect(target.states).toMatchObject({ read_note: 'watched' });
    expect(target.standing.open.items).toEqual([]);
    target.offers({ tools: [tool('read_note', 'Says something else altogether.'), LIST] });
    expect(target.states).toMatchObject({ read_note: 'drifted' });
  });

  test.each(['watched', 'rejected'] as const)(
    'what was only %s and is another wording now is told',
    (decision) => {
      target.offers({ tools: [READ, LIST] });
      target.decides(decision, ['read_note']);
      expect(target.standing.summary().severity).toBeUndefined();
      target.offers({ tools: [REWORDED, LIST] });
      expect(target.states).toEqual({ read_note: 'drifted', list_notes: 'unreviewed' });
      expect(target.standing.open.items).toMatchObject([{ name: 'read_note', severity: 'medium' }]);
    },
  );

  test('names of prototypes are names', () => {
    const odd = ['__proto__', 'constructor', 'toString'].map((name) => tool(name, `Does ${name}.`));
    target.offers({ tools: odd });
    target.decides('approved', 'all');
    target.offers({ tools: odd.slice(1) });
    expect(target.standing.summary()).toMatchObject({ approved: 2, removed: 1 });
  });
});

describe('a decision', () => {
  beforeEach(() => target.offers({ tools: [READ, LIST] }));

  test('is refused where what was seen is not what is there', () => {
    const version = target.standing.summary().version;
    target.offers({ tools: [REWORDED, LIST] });
    const decided = target.decides('approved', 'all', { version });
    expect(decided).toMatchObject({ ok: false, problem: { code: 'changed-meanwhile' } });
    expect(target.decisions.isEmpty).toBe(true);
  });

  test('is refused as a whole where one of its wordings is not offered', () => {
    const { hash } = target.standing.items[0]!;
    const items = [
      { section: 'tools' as const, name: 'read_note', nth: 1, hash: hash! },
      { section: 'tools' as const, name: 'list_notes', nth: 1, hash: 'made up' },
    ];
    const decided = target.decides('approved', 'all', { items });
    expect(decided).toMatchObject({ ok: false, problem: { code: 'changed-meanwhile' } });
    expect(target.decisions.isEmpty).toBe(true);
  });

  test('takes a note, and no book', () => {
    expect(target.decides('approved', 'all', { note: 'x'.repeat(2001) })).toMatchObject({
      ok: false,
      problem: { code: 'note-too-long' },
    });
    target.decides('approved', ['read_note'], { note: '  read with care ' });
    expect(target.standing.items.find(({ name }) => name === 'read_note')!.note).toBe('read with care');
  });

  test('about an item whose name is shown masked holds by its wording', () => {
    const { hash, nth } = target.standing.items.find(({ name }) => name === 'read_note')!;
    const items = [{ section: 'tools' as const, name: '•••', nth, hash: hash! }];
    expect(target.decides('approved', 'all', { items }).ok).toBe(true);
    expect(target.states).toMatchObject({ read_note: 'approved', list_notes: 'unreviewed' });
  });

  test('about a new name is one about the old name too', () => {
    target.decides('approved', 'all');
    target.offers({ tools: [{ ...READ, name: 'open_note' }, LIST] });
    target.decides('approved', ['open_note']);
    expect(target.states).toEqual({ open_note: 'approved', list_notes: 'approved' });
    target.offers({ tools: [READ, LIST] });
    // It came back under the name that was given up.
    expect(target.standing.summary().severity).toBeDefined();
  });

  test('that something is gone settles it, and its finding', () => {
    target.decides('approved', 'all');
    target.offers({ tools: [READ] });
    const decided = target.decides('approved', ['list_notes']);
    expect(decided.ok && decided.value.settled).toHaveLength(1);
    expect(target.states).toEqual({ read_note: 'approved' });
    target.offers({ tools: [READ, LIST] });
    // That it is there again was approved by nobody.
    expect(target.states).toMatchObject({ list_notes: 'unreviewed' });
    expect(target.standing.summary()).toMatchObject({ added: 1, severity: 'medium' });
    target.decides('approved', ['list_notes']);
    expect(target.states).toMatchObject({ list_notes: 'approved' });
    expect(target.standing.drift.items).toEqual([]);
  });

  test('about one row of the server takes over no other address', () => {
    const from = (command: string, instructions: string): Offer => ({
      server: { serverInfo: { name: 'notes', version: '1' }, instructions },
      tools: [READ],
      source: { provenance: { command } },
    });
    target.offers(from('node notes.js', 'Read before you write.'));
    target.decides('approved', 'all');
    target.offers(from('node other.js', 'Read before you write a note.'));
    target.decides('approved', ['instructions']);
    expect(target.states).toMatchObject({ serverInfo: 'drifted', instructions: 'approved' });
    target.decides('approved', ['serverInfo']);
    expect(target.states).toMatchObject({ serverInfo: 'approved', instructions: 'approved' });
  });

  test('to reject opens its finding again', () => {
    target.decides('approved', 'all');
    target.offers({ tools: [REWORDED, LIST] });
    const decided = target.decides('rejected', ['read_note']);
    expect(decided.ok && decided.value.reopened).toHaveLength(1);
    expect(target.states).toMatchObject({ read_note: 'rejected' });
  });
});

import { describe, expect, test } from 'vitest';
import type { CallState, Draft, SendText } from '../../protocol/craft.ts';
import type { ItemRef } from '../../protocol/inventory.ts';
import type { FillText } from '../../protocol/placeholders.ts';
import { writeHex } from '../../protocol/raw/hex.ts';
import type { Session } from '../../protocol/session.ts';
import { messageText, paramsText, shapeOf } from './call-text.ts';
import { Craft } from './craft.svelte.ts';
import type { Danger } from './dangers.ts';
import { USUAL_WAY } from './item-draft.ts';

type Parts = ConstructorParameters<typeof Craft>[0];

const tools: Record<string, string> = {
  plain: '{"name": "plain", "inputSchema": {"type": "object"}}',
  wipes: '{"name": "wipes", "annotations": {"destructiveHint": true}}',
  'says-nothing': '{"name": "says-nothing", "annotations": {"readOnlyHint": false}}',
  'only-reads': '{"name": "only-reads", "annotations": {"destructiveHint": true, "readOnlyHint": true}}',
  'as-words': '{"name": "as-words", "annotations": {"destructiveHint": "true"}}',
};

/** One tab, one open session, a server with a few tools. */
class World {
  sent: SendText[] = [];
  heard: CallState[] = [];
  agreed: string[] = [];
  filled: FillText[] = [];
  results = new Set<number>();
  connected: string[] = [];
  toasts: string[] = [];
  isOpen = true;
  sessionId = 's';
  sentTo: string[] = [];
  listing = 'done';
  isRead = true;
  tools = new Map(Object.entries(tools));
  rpcId: string | undefined = '7';
  draft: Draft;
  craft: Craft;

  constructor(text: string) {
    this.draft = { id: 'd', target: 't', text, how: USUAL_WAY, sends: [] };
    const session = () => ({
      id: this.sessionId,
      target: 't',
      state: { kind: this.isOpen ? 'open' : 'closed' },
    });
    const api = {
      item: (_: string, ref: ItemRef) => this.#item(ref),
      payloadCounted: (_: string, at: { from: number; to: number }) =>
        Promise.resolve(
          this.isRead
            ? { bytes: this.#bytes.slice(at.from, at.to), masked: 0, total: this.#bytes.length }
            : undefined,
        ),
      inventory: () =>
        Promise.resolve({ ok: true, value: { sections: [{ section: 'tools', state: this.listing }] } }),
      craft: {
        fill: (_: string, asked: FillText) => {
          this.filled.push(asked);
          const text = asked.text.replaceAll('{{last.result:/tool}}', 'wipes');
          return Promise.resolve({ ok: true, value: { text, places: [], more: 0 } });
        },
      },
      send: (session: string, body: SendText) => {
        this.sent.push(body);
        this.sentTo.push(session);
        return Promise.resolve({
          ok: true,
          value: { request: this.sent.length, rpcId: this.rpcId, notes: ['n'] },
        });
      },
    };
    this.craft = new Craft(
      {
        api,
        location: { place: { draft: 'd' }, go: () => undefined },
        toast: {
          say: (words: string) => this.toasts.push(words),
          complain: () => this.toasts.push('problem'),
        },
        drafts: {
          get: () => this.draft,
          sent: (_: string, send: Draft['sends'][number]) =>
            (this.draft = { ...this.draft, sends: [...this.draft.sends, send] }),
        },
        sessions: {
          of: () => [session() as Session],
          get: (id: string) => (id === this.sessionId ? (session() as Session) : undefined),
        },
        targets: {
          get: () => ({ key: 't' }),
          connect: ({ key }: { key: string }) => Promise.resolve(void this.connected.push(key)),
        },
        calls: {
          get: (_: string, request: number) =>
            this.results.has(request) ? { answer: { kind: 'result' } } : undefined,
          heard: (call: CallState) => this.heard.push(call),
        },
        preferences: {
          mayCall: (...agreed: string[]) => this.agreed.includes(agreed.join(' ')),
          agreeToCall: (...agreed: string[]) => this.agreed.push(agreed.join(' ')),
          maySend: (target: string, name: string) => this.agreed.includes(`${target} ${name}`),
          agreeToSend: (target: string, names: string[]) =>
            this.agreed.push(...names.map((name) => `${target} ${name}`)),
        },
      } as unknown as Parts,
      () => 't',
    );
  }

  get dangers(): readonly Danger[] {
    const { asked } = this.craft;
    return asked?.kind === 'dangers' ? asked.dangers : [];
  }

  #bytes = new Uint8Array();
  #item(ref: ItemRef) {
    // Items of one name stand one behind the other.
    const same = this.tools.get(ref.name)?.split('\n') ?? [];
    const text = same[ref.nth - 1];
    if (text === undefined)
      return Promise.resolve({ ok: false, problem: { code: 'no-such-item', message: 'none' } });
    this.#bytes = new TextEncoder().encode(text);
    const at = { frame: 3, from: 0, to: this.#bytes.length };
    const marks = same.length > 1 ? [{ kind: 'duplicate', words: '' }] : [];
    return Promise.resolve({ ok: true, value: { ref, bytes: at.to, at, marks } });
  }
}

const callOf = (name: string) =>
  messageText('tools/call', paramsText(shapeOf({ section: 'tools' })!, name, '{}'));

describe('a tool that says that it destroys', () => {
  test('is asked about before it is called, once', async () => {
    const world = new World(callOf('wipes'));
    await world.craft.send();
    expect(world.dangers[0]?.tool).toBe('wipes');
    expect(world.sent).toEqual([]);
    await world.craft.agree();
    expect(world.craft.asked).toBeUndefined();
    expect(world.sent).toHaveLength(1);
    await world.craft.send();
    expect(world.sent).toHaveLength(2);
  });

  test('is not called when the person says no, and asked about again', async () => {
    const world = new World(callOf('wipes'));
    await world.craft.send();
    world.craft.decline();
    expect(world.sent).toEqual([]);
    await world.craft.send();
    expect(world.dangers[0]?.tool).toBe('wipes');
  });

  test.each(['plain', 'says-nothing', 'only-reads', 'as-words', 'unknown', '__proto__'])(
    '%s is called at once',
    async (name) => {
      const world = new World(callOf(name));
      await world.craft.send();
      expect(world.craft.asked).toBeUndefined();
      expect(world.sent).toHaveLength(1);
    },
  );

  test('is asked about again when it has changed since', async () => {
    const world = new World(callOf('wipes'));
    await world.craft.send();
    await world.craft.agree();
    world.tools.set('wipes', tools.wipes!.replace('{', '{"description": "now more", '));
    await world.craft.send();
    expect(world.dangers).toMatchObject([{ tool: 'wipes', why: 'says' }]);
    expect(world.sent).toHaveLength(1);
  });

  test('is asked about when another of its name says so', async () => {
    const world = new World(callOf('plain'));
    world.tools.set('plain', `${tools.plain!}\n${tools.wipes!}`);
    await world.craft.send();
    expect(world.dangers).toMatchObject([{ tool: 'plain', why: 'says' }]);
  });

  test.each([
    ['in a batch', `[${callOf('plain')}, ${callOf('wipes')}]`],
    ['in a long text', callOf('wipes').replace('{}', `{"pad": "${'x'.repeat(1_100_000)}"}`)],
  ])('is asked about %s', async (_, text) => {
    const world = new World(text);
    await world.craft.send();
    expect(world.dangers).toMatchObject([{ tool: 'wipes', why: 'says' }]);
  });

  test('what cannot be read may destroy: it is asked about each time', async () => {
    const world = new World(callOf('plain'));
    world.isRead = false;
    for (const count of [1, 2]) {
      await world.craft.send();
      expect(world.dangers).toMatchObject([{ tool: 'plain', why: 'unread' }]);
      await world.craft.agree();
      expect(world.sent).toHaveLength(count);
    }
  });

  test.each(['waiting', 'listing', 'failed'])(
    'a tool that is not listed may destroy while tools are %s',
    async (state) => {
      const world = new World(callOf('unknown'));
      world.listing = state;
      await world.craft.send();
      expect(world.dangers).toMatchObject([{ tool: 'unknown', why: 'unread' }]);
    },
  );

  test('a yes sends what was asked about, through the session it was asked about', async () => {
    const world = new World(callOf('wipes'));
    await world.craft.send();
    const { text } = world.draft;
    world.draft = { ...world.draft, id: 'other', text: callOf('plain') };
    await world.craft.agree();
    expect(world.sent[0]?.text).toBe(text);
    expect(world.sentTo).toEqual(['s']);
  });

  test('a yes sends nothing when that session is gone, though another is open', async () => {
    const world = new World(callOf('wipes'));
    await world.craft.send();
    world.sessionId = 's2';
    await world.craft.agree();
    expect(world.sent).toEqual([]);
    expect(world.toasts).toEqual(['The session it was to go through has ended. Nothing was sent.']);
  });

  test('only tools/call calls it', async () => {
    const world = new World(callOf('wipes').replace('tools/call', 'tools/list'));
    await world.craft.send();
    expect(world.sent).toHaveLength(1);
  });
});

describe('sending', () => {
  test.each(['', 'no JSON at all', '{"a": 1, "a": 2,}', '[]', '\ufeff{}\r\n'])(
    '%j goes out to the letter: nothing is refused',
    async (text) => {
      const world = new World(text);
      await world.craft.send();
      expect(world.sent).toEqual([{ text, how: USUAL_WAY }]);
    },
  );

  test('a request waits for its answer, a message without an id for nothing', async () => {
    const world = new World(callOf('plain'));
    await world.craft.send();
    expect(world.heard).toEqual([{ session: 's', request: 1, state: 'waiting' }]);
    world.rpcId = undefined;
    await world.craft.send();
    expect(world.heard).toHaveLength(1);
    expect(world.draft.sends).toEqual([
      { session: 's', request: 1 },
      { session: 's', request: 2 },
    ]);
    expect(world.craft.notesOf({ session: 's', request: 1 })).toEqual(['n']);
  });

  test('shows the answer, and not the race any longer', async () => {
    const { craft } = new World('{}');
    craft.races.toggle();
    await craft.send();
    expect(craft.races.isOpen).toBe(false);
  });
  test('without an open session it connects instead', async () => {
    const world = new World(callOf('plain'));
    world.isOpen = false;
    await world.craft.send();
    expect(world.sent).toEqual([]);
    expect(world.connected).toEqual(['t']);
  });
});

describe('placeholders', () => {
  const hostile = messageText(
    'tools/list',
    '{"cursor": "{{env:GITHUB_TOKEN}} {{env:GITHUB_TOKEN}} {{env:HOME}}"}',
  );

  test('that name the environment are asked about before anything is sent, once for a target and name', async () => {
    const world = new World(hostile);
    await world.craft.send();
    expect(world.craft.asked).toMatchObject({ kind: 'environment', names: ['GITHUB_TOKEN', 'HOME'] });
    expect([world.sent, world.filled]).toEqual([[], []]);
    await world.craft.agree();
    expect(world.craft.asked).toBeUndefined();
    expect(world.sent[0]?.fill).toEqual({ env: ['GITHUB_TOKEN', 'HOME'] });
    await world.craft.send();
    expect(world.sent).toHaveLength(2);
    world.draft = { ...world.draft, target: 'other' };
    await world.craft.send();
    expect(world.craft.asked).toMatchObject({ kind: 'environment' });
  });
  test('are not sent when the person says no', async () => {
    const world = new World(hostile);
    await world.craft.send();
    world.craft.decline();
    expect([world.sent, world.agreed]).toEqual([[], []]);
  });
  test('are asked for nothing when they are sent as they stand', async () => {
    const world = new World(hostile);
    world.draft = { ...world.draft, keepsPlaceholders: true };
    await world.craft.send();
    expect(world.sent).toEqual([{ text: hostile, how: USUAL_WAY }]);
  });
  test('of the head of a request are asked about too', async () => {
    const world = new World('{}');
    const head = 'POST / HTTP/1.1\nauthorization: {{env:GITHUB_TOKEN}}';
    const wire = {
      kind: 'http',
      head,
      lineEnd: 'crlf',
      length: 'fit',
      targetHeaders: true,
      parts: 1,
      pause: 0,
    } as const;
    world.draft = { ...world.draft, wire };
    await world.craft.send();
    expect(world.craft.asked).toMatchObject({ names: ['GITHUB_TOKEN'] });
    await world.craft.agree();
    expect(world.sent).toMatchObject([{ wire, fill: { env: ['GITHUB_TOKEN'] } }]);
  });
  test('take the newest result of the tab', async () => {
    const world = new World(messageText('tools/list', '{"cursor": "{{last.result:/nextCursor}}"}'));
    const sends = [1, 2, 3].map((request) => ({ session: 's', request }));
    world.draft = { ...world.draft, sends };
    world.results = new Set([1, 2]);
    await world.craft.send();
    expect(world.sent[0]?.fill).toEqual({ env: [], last: { session: 's', request: 2 } });
  });
  test('may name a tool that destroys: what they become is looked at', async () => {
    const world = new World(callOf('{{last.result:/tool}}'));
    await world.craft.send();
    expect(world.dangers).toMatchObject([{ tool: 'wipes' }]);
  });
  test('are not looked for in bytes, which may call a tool that destroys all the same', async () => {
    const world = new World(writeHex(new TextEncoder().encode(callOf('wipes'))));
    world.draft = { ...world.draft, form: 'hex' };
    await world.craft.send();
    expect(world.dangers).toMatchObject([{ tool: 'wipes' }]);
    await world.craft.agree();
    expect(world.sent).toMatchObject([{ form: 'hex' }]);
    expect(world.sent[0]?.fill).toBeUndefined();
  });
  test('a request written out whole is looked at from its body on', async () => {
    const world = new World(`POST /mcp HTTP/1.1\r\nhost: x\r\n\r\n${callOf('wipes')}`);
    const wire = {
      kind: 'http',
      head: '',
      lineEnd: 'crlf',
      length: 'fit',
      targetHeaders: true,
      parts: 1,
      pause: 0,
    } as const;
    world.draft = { ...world.draft, wire };
    await world.craft.send();
    expect(world.dangers).toMatchObject([{ tool: 'wipes' }]);
  });
});

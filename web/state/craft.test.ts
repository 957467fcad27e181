import { describe, expect, test } from 'vitest';
import type { CallState, Draft, SendText } from '../../protocol/craft.ts';
import type { ItemRef } from '../../protocol/inventory.ts';
import type { Session } from '../../protocol/session.ts';
import { messageText, paramsText, shapeOf } from './call-text.ts';
import { Craft } from './craft.svelte.ts';
import { USUAL_WAY } from './drafts.svelte.ts';

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
  connected: string[] = [];
  toasts: string[] = [];
  isOpen = true;
  rpcId: string | undefined = '7';
  draft: Draft;
  craft: Craft;

  constructor(text: string) {
    this.draft = { id: 'd', target: 't', text, how: USUAL_WAY, sends: [] };
    const session = () => ({ id: 's', target: 't', state: { kind: this.isOpen ? 'open' : 'closed' } });
    const api = {
      item: (_: string, ref: ItemRef) => this.#item(ref),
      payloadCounted: (_: string, at: { from: number; to: number }) =>
        Promise.resolve({ bytes: this.#bytes.slice(at.from, at.to), masked: 0, total: this.#bytes.length }),
      send: (_: string, body: SendText) => {
        this.sent.push(body);
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
        sessions: { of: () => [session() as Session] },
        targets: {
          get: () => ({ key: 't' }),
          connect: ({ key }: { key: string }) => Promise.resolve(void this.connected.push(key)),
        },
        calls: { get: () => undefined, heard: (call: CallState) => this.heard.push(call) },
        preferences: {
          mayCall: (_: string, tool: string) => this.agreed.includes(tool),
          agreeToCall: (_: string, tool: string) => this.agreed.push(tool),
        },
      } as unknown as Parts,
      () => 't',
    );
  }

  #bytes = new Uint8Array();
  #item(ref: ItemRef) {
    const text = Object.hasOwn(tools, ref.name) ? tools[ref.name] : undefined;
    if (text === undefined)
      return Promise.resolve({ ok: false, problem: { code: 'no-item', message: 'none' } });
    this.#bytes = new TextEncoder().encode(text);
    const at = { frame: 3, from: 0, to: this.#bytes.length };
    return Promise.resolve({ ok: true, value: { ref, bytes: at.to, at, marks: [] } });
  }
}

const callOf = (name: string) =>
  messageText('tools/call', paramsText(shapeOf({ section: 'tools' })!, name, '{}'));

describe('a tool that says that it destroys', () => {
  test('is asked about before it is called, once', async () => {
    const world = new World(callOf('wipes'));
    await world.craft.send();
    expect(world.craft.asked?.tool).toBe('wipes');
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
    expect(world.craft.asked?.tool).toBe('wipes');
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

  test('without an open session it connects instead', async () => {
    const world = new World(callOf('plain'));
    world.isOpen = false;
    await world.craft.send();
    expect(world.sent).toEqual([]);
    expect(world.connected).toEqual(['t']);
  });
});

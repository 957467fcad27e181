import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { applySplice } from '../json/edit.ts';
import { readJson } from '../json/read.ts';
import { FOLLOW_UP_VARIANTS, followUpVariant } from './follow-up-variants.ts';
import { objectIn, partsOf, withBitFlipped } from './state-text.ts';
import { STATE_VARIANTS } from './state-variants.ts';

const OBJECT = { tool: 'remove', approved: false, round: 1, who: { name: 'é', ok: true } };
const base64 = Buffer.from(JSON.stringify(OBJECT)).toString('base64');
const base64url = Buffer.from(JSON.stringify(OBJECT)).toString('base64url');
const mac = createHmac('sha256', 'k').update(base64url).digest('base64url');
const STATES: [string, string][] = [
  ['JSON', JSON.stringify(OBJECT)],
  ['Base64', base64],
  ['Base64 for addresses', base64url],
  ['signed', `${base64url}.${mac}`],
  ['hex', Buffer.from('a number that means something').toString('hex')],
  ['plain', 'é/"1'],
  ['of one letter', 'x'],
  ['empty', ''],
];

const followUp = (state: string) =>
  `{"jsonrpc":"2.0","id":3,"method":"tools/call","params":{"name":"go","arguments":{"a":1},"inputResponses":{"who":{"action":"accept"},"\\u0064irs":{"roots":[]}},"requestState":${JSON.stringify(state)},"_meta":{}}}`;

describe('changed states', () => {
  test.each(STATES)('of a state that is %s, each is another one', (_, state) => {
    const seen = new Set<string>();
    for (const { change, id } of STATE_VARIANTS) {
      const changed = change(state);
      if (changed === undefined) continue;
      expect(changed, id).not.toBe(state);
      expect(changed.isWellFormed(), id).toBe(state.isWellFormed());
      expect(changed.length).toBeLessThan(state.length + 1024 * 1024 + 100);
      expect(change(state)).toBe(changed);
      seen.add(changed);
    }
    expect(seen.size).toBeGreaterThanOrEqual(state === '' ? 2 : 4);
  });

  test('a bit that is turned over changes the bytes, wherever it is', () => {
    for (const text of [mac, base64, Buffer.from(mac).toString('hex')]) {
      const bytes = (it: string) => Buffer.from(it, /^[0-9a-f]+$/.test(it) ? 'hex' : 'base64');
      for (let at = 0; at < text.length; at++) {
        const changed = withBitFlipped(text, at);
        expect(bytes(changed).equals(bytes(text))).toBe(false);
        expect(withBitFlipped(changed, at)).toBe(text);
      }
    }
  });

  test('an object is found, changed and written as it was', () => {
    for (const state of [base64, base64url, `${base64url}.${mac}`, JSON.stringify(OBJECT)]) {
      const found = objectIn(state)!;
      expect(found.value).toEqual(OBJECT);
      expect(found.write(found.value)).toBe(state);
    }
    expect(objectIn('bm9uZQ')).toBeUndefined();
    const turned = STATE_VARIANTS.find(({ id }) => id === 'state-booleans-turned')!.change(
      `${base64url}.${mac}`,
    )!;
    expect(turned.endsWith(`.${mac}`)).toBe(true);
    expect(objectIn(turned)!.value).toEqual({ ...OBJECT, approved: true, who: { name: 'é', ok: false } });
  });

  test('parts are told by the usual separators', () => {
    expect(partsOf('ab.cd:e')).toEqual([
      { from: 0, to: 2 },
      { from: 3, to: 5 },
      { from: 6, to: 7 },
    ]);
    expect(partsOf('{"a":1}')).toHaveLength(1);
    expect(partsOf('')).toEqual([]);
  });
});

describe('every change of a follow-up', () => {
  test('has an id of its own, and words', () => {
    expect(new Set(FOLLOW_UP_VARIANTS.map(({ id }) => id)).size).toBe(FOLLOW_UP_VARIANTS.length);
    for (const { id, title, tests } of FOLLOW_UP_VARIANTS) {
      expect(id).toMatch(/^(?:state|request|responses)(?:-[a-z]+)+$/);
      expect(title).toMatch(/^\S.{2,60}[^.]$/);
      expect(tests).toMatch(/^[A-Z].{10,120}\.$/);
      expect(followUpVariant(id)).toBeDefined();
    }
  });

  test.each(FOLLOW_UP_VARIANTS.map((one) => [one.id, one] as const))(
    '%s is one stretch, and JSON again',
    (id, variant) => {
      const text = followUp(`${base64url}.${mac}`);
      const before = JSON.parse(text) as Record<string, Record<string, unknown>>;
      const splice = variant.edit(readJson(text), ['"another"']);
      const after = JSON.parse(applySplice(text, splice!)) as typeof before;
      expect(after, id).not.toEqual(before);
      // Nothing else of it is touched.
      const rest = (message: typeof before) => {
        const { params, method, ...others } = message;
        const { requestState, inputResponses, name, arguments: args, ...more } = params!;
        const held = { state: requestState, responses: inputResponses, request: [method, name, args] };
        return { ...others, ...more, ...held, [variant.of]: undefined };
      };
      expect(rest(after)).toEqual(rest(before));
    },
  );

  test('what does not fit is left alone', () => {
    const bare = readJson('{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"go"}}');
    for (const id of [
      'state-first-bit',
      'state-missing',
      'state-foreign',
      'responses-swapped',
      'responses-one-less',
    ])
      expect(followUpVariant(id)!.edit(bare, []), id).toBeUndefined();
    const own = readJson(followUp('a'));
    expect(followUpVariant('state-foreign')!.edit(own, ['"a"'])).toBeUndefined();
    for (const { edit } of FOLLOW_UP_VARIANTS) expect(() => edit(readJson('[1'), ['"a"'])).not.toThrow();
  });
});

import { describe, expect, test } from 'vitest';
import { someMaking, somePosition, someTool, someWorld } from '../../test/fuzz-subjects.ts';
import type { Made, Strategy, Subject } from '../strategy.ts';
import { batch } from './batch.ts';
import { jsonIds } from './json-ids.ts';
import { jsonKeys } from './json-keys.ts';
import { jsonRpcFrames } from './json-rpc-frames.ts';
import { lifecycle } from './lifecycle.ts';
import { notificationExecution } from './notification-execution.ts';

const protocol: Subject = {
  ...someTool(somePosition('/a')),
  kind: 'protocol',
  name: 'the protocol',
  method: 'tools/list',
  text: '{"jsonrpc":"2.0","id":1,"method":"tools/list","params":{}}',
  positions: [],
};

type Message = Extract<Made, { message: string }>;

function messagesOf(strategy: Strategy, subject: Subject = protocol): Map<string, Message> {
  const making = { ...someMaking(), listener: { host: '127.0.0.1', port: 7, body: '' } };
  return new Map(
    strategy.payloads(subject, undefined).flatMap(({ id, make }) => {
      const made = make(making);
      return made !== undefined && 'message' in made ? [[id, made] as const] : [];
    }),
  );
}
const kindsOf = ({ expects }: Made): string[] => expects.map(({ kind }) => kind);
const read = (message: string): Record<string, unknown> => JSON.parse(message) as Record<string, unknown>;

describe('frames', () => {
  const frames = messagesOf(jsonRpcFrames);
  test.each([...frames].filter(([, made]) => kindsOf(made).includes('refusal')))(
    'what a strict reader refuses is no JSON: %s',
    (_id, { message }) => {
      expect(() => read(message)).toThrow(SyntaxError);
    },
  );
  test.each([...frames].filter(([, { form }]) => form === 'hex'))('%s is whole bytes', (_id, { message }) => {
    expect(message).toMatch(/^(?:[0-9a-f]{2})+$/);
  });
});

describe('keys', () => {
  test.each([...messagesOf(jsonKeys)].filter(([, made]) => kindsOf(made).includes('refusal')))(
    'a strict reader that takes the last of two refuses %s',
    (_id, { message }) => {
      const { jsonrpc, method } = read(message);
      expect(jsonrpc === '2.0' && method === 'tools/list').toBe(false);
    },
  );

  test('a method stands in the prototype of whoever copies the members', () => {
    const { message } = messagesOf(jsonKeys).get('method-inherited')!;
    expect(read(message)).not.toHaveProperty('method');
    expect((Object.assign({}, read(message)) as { method?: string }).method).toBe('tools/list');
  });

  test('a tool that is named twice: the last is none of the server’s', () => {
    const tool = { ...someTool(somePosition('/a')), name: 'go' };
    const twice = messagesOf(jsonKeys, tool).get('tool-name-twice')!;
    expect(read(twice.message)['params']).toMatchObject({ name: 'none-abcdefgh12345678' });
  });
});

describe('ids', () => {
  test('what is no id is to be refused, what is one is not', () => {
    for (const { message, expects } of messagesOf(jsonIds).values()) {
      const { id } = read(message);
      const isOne = typeof id === 'string' || typeof id === 'number';
      expect(expects.some(({ kind }) => kind === 'refusal')).toBe(!isOne);
    }
  });

  test('of two ids, whoever takes the last finds none', () => {
    const twice = messagesOf(jsonIds).get('first-of-two')!;
    expect(twice.message).toContain('"id":"abcdefgh12345678"');
    expect(read(twice.message)['id']).toEqual({});
  });

  test('a tool is called under an id that every object has', () => {
    const called = messagesOf(jsonIds, someTool(somePosition('/text'))).get('inherited')!;
    expect(read(called.message)).toMatchObject({ id: '__proto__', method: 'tools/call' });
  });

  test('of two under one id, the second does not say what the first said', () => {
    const tool = someTool(somePosition('/text'));
    const said = messagesOf(jsonIds, tool);
    const [first, second] = [said.get('used-once')!, said.get('used-twice')!];
    expect(read(first.message)['id']).toBe(read(second.message)['id']);
    const [expected] = second.expects;
    if (expected?.kind !== 'foreign') throw new Error('It expects what the first said');
    expect(first.message).toContain(expected.value);
    expect(second.message).not.toContain(expected.value);
  });
});

test('batches are lists', () => {
  for (const { message } of messagesOf(batch).values()) expect(message.startsWith('[')).toBe(true);
});

test('no version that is asked for exists', () => {
  const agreed = [...messagesOf(lifecycle).values()].flatMap(({ expects }) =>
    expects.flatMap((one) => (one.kind === 'agrees' ? [String(JSON.parse(one.value))] : [])),
  );
  expect(agreed.length).toBeGreaterThan(3);
  for (const version of agreed)
    expect(['2024-11-05', '2025-03-26', '2025-06-18', '2025-11-25', '2026-07-28']).not.toContain(version);
});

describe('a call without an answer', () => {
  const text =
    '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"save","arguments":{"path":"a.txt","text":"a"}}}';
  const path = somePosition('/path', { seed: '"notes/a.txt"' });
  const tool = someTool(path, { name: 'save_file', text, positions: [path, somePosition('/text')] });

  test('has no id, and names a file nobody else makes', () => {
    const made = messagesOf(notificationExecution, tool).get('file')!;
    expect(read(made.message)).not.toHaveProperty('id');
    expect(read(made.message)['params']).toEqual({
      name: 'save',
      arguments: { path: 'abcdefgh12345678.txt', text: 'a' },
    });
    expect(made.expects).toEqual([{ kind: 'file', path: `${someWorld().root}/abcdefgh12345678.txt` }]);
  });

  test('is not tried where it would only read', () => {
    expect(messagesOf(notificationExecution, { ...tool, isReadOnly: true }).has('file')).toBe(false);
  });

  test('is looked for where later calls show what was stored', () => {
    const after = [{ subject: 'list', text }];
    const made = messagesOf(notificationExecution, { ...tool, after }).get('stored')!;
    expect(made.expects).toEqual([{ kind: 'spreads', value: 'abcdefgh12345678' }]);
    expect(made.message).toContain('"text":"abcdefgh12345678"');
  });
});

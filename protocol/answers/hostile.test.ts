import { describe, expect, test } from 'vitest';
import { QuestionKind } from '../answering.ts';
import { HOSTILE_ANSWERS, hostileAnswer, hostileFor, messagesOf } from './hostile.ts';
import type { HostileMessage } from './hostile-answer.ts';
import { questionIn, type AskedQuestion } from './question.ts';

const KINDS = QuestionKind.options;
const FORM = {
  mode: 'form',
  message: 'Who?',
  requestedSchema: {
    type: 'object',
    properties: {
      name: { type: 'string' },
      age: { type: 'integer' },
      sure: { type: 'boolean' },
      colour: { type: 'string', enum: ['red', 'blue'] },
      __proto__: { type: 'string' },
    },
    required: ['name', 'sure'],
  },
};
const PARAMS: Record<QuestionKind, [method: string, params: object]> = {
  sampling: [
    'sampling/createMessage',
    { messages: [{ role: 'user', content: { type: 'text', text: 'Hm?' } }] },
  ],
  form: ['elicitation/create', FORM],
  url: [
    'elicitation/create',
    { mode: 'url', url: 'https://example.com/', message: 'Open', elicitationId: 'e' },
  ],
  roots: ['roots/list', {}],
};
const IDS = ['7', '"7"', '"question-1"', '0', '987654321', '"\\u0061"'];

function asked(kind: QuestionKind, rpcId: string, params: object = PARAMS[kind][1]): AskedQuestion {
  const [method] = PARAMS[kind];
  const text = `{"jsonrpc":"2.0","id":${rpcId},"method":"${method}","params":${JSON.stringify(params)}}`;
  return questionIn(text, method, rpcId)!;
}

const questions = KINDS.flatMap((kind) => IDS.map((id) => asked(kind, id)));
const MOST_BYTES = 11 * 1024 * 1024;

function idOf(text: string): string | undefined {
  return /^\[?\{"jsonrpc":"2\.0","id":((?:"(?:[^"\\]|\\.)*"|[^,}])*)/.exec(text)?.[1];
}

describe('every hostile answer', () => {
  test('has an id of its own, words, and at least one question it is for', () => {
    expect(new Set(HOSTILE_ANSWERS.map(({ id }) => id)).size).toBe(HOSTILE_ANSWERS.length);
    expect(HOSTILE_ANSWERS.length).toBeGreaterThan(50);
    for (const { id, title, tests, for: kinds } of HOSTILE_ANSWERS) {
      expect(id).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)*$/);
      expect(title).toMatch(/^\S.{2,60}[^.]$/);
      expect(tests).toMatch(/^[A-Z].{10,120}\.$/);
      expect(kinds.length).toBeGreaterThan(0);
      expect(hostileAnswer(id)).toBeDefined();
    }
    for (const kind of KINDS) expect(hostileFor(kind, 'part').length).toBeGreaterThan(5);
  });

  test.each(HOSTILE_ANSWERS.map((one) => [one.id, one] as const))('%s is what it says', (_, answer) => {
    for (const question of questions.filter(({ kind }) => answer.for.includes(kind))) {
      const messages = messagesOf(answer, question);
      expect(messages.length).toBeGreaterThan(0);
      expect(messages.length).toBeLessThanOrEqual(4);
      for (const message of messages) expectSound(message, question.rpcId);
      expect(messagesOf(answer, question)).toEqual(messages);
      // It is not what an honest client would have sent, in time.
      const [first] = messages;
      const honest = `{"jsonrpc":"2.0","id":${question.rpcId},"result":${question.honest}}`;
      expect(messages.length > 1 || first!.afterMs > 0 || first!.text !== honest).toBe(true);
    }
  });

  test('is no answer to a form without a schema that could not be made', () => {
    const bare = asked('form', '1', { message: 'Who?' });
    for (const answer of hostileFor('form', 'request'))
      for (const { text, isJson } of messagesOf(answer, bare))
        if (isJson) expect(() => void JSON.parse(text)).not.toThrow();
  });
});

function expectSound({ text, afterMs, id, isJson }: HostileMessage, rpcId: string): void {
  expect(text.length).toBeLessThan(MOST_BYTES);
  expect(afterMs).toBeGreaterThanOrEqual(0);
  expect(afterMs).toBeLessThanOrEqual(60_000);
  // One line is one message on stdio: what is cut in two there is two other answers.
  expect(/[\r\n]/.test(text)).toBe(false);
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    parsed = undefined;
  }
  expect(parsed !== undefined).toBe(isJson);
  if (!isJson) return;
  const message = (Array.isArray(parsed) ? parsed[0] : parsed) as Record<string, unknown>;
  if (id === 'none') expect(Object.hasOwn(message, 'id')).toBe(false);
  if (id === 'as-asked') expect(message['id']).toEqual(JSON.parse(rpcId));
  if (id === 'other') {
    expect(message['id']).not.toStrictEqual(JSON.parse(rpcId));
    expect(idOf(text)).not.toBe(rpcId);
  }
}

describe('what some of them hold', () => {
  const result = (id: string, kind: QuestionKind): Record<string, unknown> => {
    const [message] = messagesOf(hostileAnswer(id)!, asked(kind, '1'));
    return (JSON.parse(message!.text) as { result: Record<string, unknown> }).result;
  };

  test('values outside the schema are of every property that was asked for', () => {
    const { content } = result('form-outside-schema', 'form') as { content: Record<string, unknown> };
    expect(Object.keys(content)).toEqual(['name', 'age', 'sure', 'colour']);
    expect(content).toMatchObject({ age: 0.5, sure: null, colour: 'none of them' });
  });

  test('an accept of a declined form keeps its content', () => {
    expect(result('declined-with-content', 'form')).toMatchObject({
      action: 'decline',
      content: { name: '' },
    });
  });

  test('prototype keys are members of their own', () => {
    expect(Object.hasOwn(result('extra-keys', 'roots'), '__proto__')).toBe(true);
    expect(Object.hasOwn(result('form-prototype-keys', 'form')['content'] as object, '__proto__')).toBe(true);
  });

  test('sizes are as they say', () => {
    expect(JSON.stringify(result('sample-1-mib', 'sampling')).length).toBeGreaterThan(1024 * 1024);
    expect(JSON.stringify(result('form-10-mib', 'form')).length).toBeGreaterThan(10 * 1024 * 1024);
    expect((result('roots-many', 'roots')['roots'] as unknown[]).length).toBe(10_000);
  });
});

import { describe, expect, it } from 'vitest';
import { readJson } from '../json/read.ts';
import { cancelText, declineInput, declineText, isQuestion, startResult } from './answers.ts';

describe('refusing a question', () => {
  it.each([
    ['elicitation/create', { result: '{"action":"decline"}' }, { result: '{"action":"cancel"}' }],
    [
      'sampling/createMessage',
      { error: '{"code":-1,"message":"User rejected sampling request"}' },
      { error: '{"code":-1,"message":"User rejected sampling request"}' },
    ],
    [
      'roots/list',
      { result: '{"roots":[]}' },
      { error: '{"code":-32603,"message":"The person did not answer"}' },
    ],
  ])('%s: no, and no choice made', (method, no, left) => {
    expect([declineText(method), cancelText(method)]).toEqual([no, left]);
    for (const reply of [no, left]) JSON.parse('result' in reply ? reply.result : reply.error);
  });

  it.each(['shell/execute', '__proto__', 'constructor', ''])('knows no question called “%s”', (method) => {
    expect([isQuestion(method), declineText(method), declineInput(method)]).toEqual([
      false,
      undefined,
      undefined,
    ]);
  });

  it('leaves a key out of inputResponses where only an error would say no', () => {
    expect(declineInput('elicitation/create')).toBe('{"action":"decline"}');
    expect(declineInput('sampling/createMessage')).toBeUndefined();
  });
});

describe('a result to begin from', () => {
  const of = (method: string, params: string, content?: string): unknown => {
    const document = readJson(params);
    return JSON.parse(startResult({ method, document, params: document.root }, content));
  };

  it.each([
    ['elicitation/create', '{"requestedSchema":{}}', { action: 'accept', content: {} }],
    ['elicitation/create', '{"mode":"form"}', { action: 'accept', content: {} }],
    ['elicitation/create', '{"mode":"url","url":"https://x"}', { action: 'accept' }],
    ['roots/list', '{}', { roots: [] }],
    ['shell/execute', '{}', {}],
  ])('%s %s', (method, params, result) => {
    expect(of(method, params)).toEqual(result);
  });

  it('takes the content of the form', () => {
    expect(of('elicitation/create', '{}', '{"n":1}')).toEqual({ action: 'accept', content: { n: 1 } });
  });

  it('has all that a sampling result needs', () => {
    expect(of('sampling/createMessage', '{}')).toMatchObject({
      role: 'assistant',
      content: { type: 'text' },
      model: expect.any(String) as string,
    });
  });

  it('says which task it belongs to, when its request did', () => {
    const meta = { 'io.modelcontextprotocol/related-task': { taskId: 'x' } };
    expect(of('roots/list', JSON.stringify({ _meta: { ...meta, other: 1 } }))).toEqual({
      roots: [],
      _meta: meta,
    });
  });
});

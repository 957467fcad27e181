import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Block } from './content.ts';
import { MOST_BLOCKS } from './content.ts';
import type { AnswerBody } from './read-answer.ts';
import { readAnswer } from './read-answer.ts';

const read = (result: unknown, method = 'tools/call') =>
  readAnswer(JSON.stringify({ jsonrpc: '2.0', id: 1, result }), { method, rpcId: '1' });
const blocksOf = (...content: unknown[]): Block[] => contentOf({ content }).blocks;

function contentOf(result: unknown): Extract<AnswerBody, { kind: 'content' }> {
  const { body } = read(result);
  if (body.kind !== 'content') throw new Error(body.kind);
  return body;
}

describe('blocks', () => {
  it('reads every block of the specification', () => {
    const blocks = blocksOf(
      { type: 'text', text: 'hi', annotations: { audience: ['user', 'assistant'], priority: 0.5 } },
      { type: 'image', data: 'AAAA', mimeType: 'image/png', _meta: { a: 1 } },
      { type: 'audio', data: 'AAAA', mimeType: 'audio/wav' },
      { type: 'resource_link', uri: 'x:y', name: 'n', size: 12 },
      { type: 'resource', resource: { uri: 'x:y', text: 'inside', _meta: { b: 2 } } },
      { type: 'resource', resource: { uri: 'x:y', blob: 'AAAA', mimeType: 'a/b' } },
    );
    expect(blocks).toMatchObject([
      {
        kind: 'text',
        text: 'hi',
        annotations: [
          { name: 'audience', words: 'user, assistant' },
          { name: 'priority', words: '0.5' },
        ],
      },
      { kind: 'media', media: 'image', data: 'AAAA', mimeType: 'image/png', meta: '{"a":1}' },
      { kind: 'media', media: 'audio' },
      {
        kind: 'link',
        uri: 'x:y',
        fields: [
          { name: 'name', words: 'n' },
          { name: 'size', words: '12' },
        ],
      },
      { kind: 'resource', text: 'inside', others: [{ name: 'resource._meta', json: '{"b":2}' }] },
      { kind: 'resource', blob: 'AAAA', mimeType: 'a/b' },
    ]);
    expect(blocks.flatMap(({ remarks }) => remarks)).toEqual([]);
  });

  it.each([
    [null, 'This block is no object.'],
    ['text', 'This block is no object.'],
    [{ text: 'a' }, 'This block has no type.'],
    [{ type: 7, text: 'a' }, 'The type of this block is no text.'],
    [{ type: 'text', text: 5 }, 'The text of this block is missing or no text.'],
    [{ type: 'text' }, 'The text of this block is missing or no text.'],
    [{ type: 'image', mimeType: 'image/png' }, 'The data of this block is missing or no text.'],
    [{ type: 'resource_link', name: 'a' }, 'The URI of this link is missing or no text.'],
    [{ type: 'resource', resource: 'a' }, 'The resource of this block is missing or no object.'],
    [{ type: '__proto__' }, 'The specification has no block of this type.'],
    [{ type: 'constructor' }, 'The specification has no block of this type.'],
  ])('shows %j as it came', (block, why) => {
    expect(blocksOf(block)).toEqual([
      { kind: 'raw', why, json: JSON.stringify(block), annotations: [], others: [], remarks: [] },
    ]);
  });

  it('hides no member, whatever it is called', () => {
    const text =
      '{"id":1,"result":{"content":[{"type":"text","text":"a","__proto__":{"text":"b"},"text":"c","x":1}]}}';
    const { body } = readAnswer(text, { method: 'tools/call' });
    expect(body).toMatchObject({
      blocks: [
        {
          kind: 'text',
          text: 'c',
          others: [
            { name: 'text', json: '"a"' },
            { name: '__proto__', json: '{"text":"b"}' },
            { name: 'x', json: '1' },
          ],
        },
      ],
    });
  });

  it('says what is wrong beside a block', () => {
    const [media, embedded, annotated] = blocksOf(
      { type: 'image', data: 'AAAA', mimeType: 5 },
      { type: 'resource', resource: { text: 'a', blob: 'AAAA' } },
      { type: 'text', text: '', annotations: 'loud' },
    );
    expect(media!.remarks).toEqual(['`mimeType` is no text but 5']);
    expect(embedded!.remarks).toEqual(['`uri` is missing.', 'It has both `text` and `blob`.']);
    expect(annotated!.remarks).toEqual(['`annotations` is no object but loud']);
  });

  it('keeps what is longer than anybody reads within bounds, and says how much there is', () => {
    const { blocks, more } = contentOf({ content: Array(MOST_BLOCKS + 7).fill(1) });
    expect([blocks.length, more]).toEqual([MOST_BLOCKS, 7]);
    const annotations = Object.fromEntries(Array.from({ length: 30 }, (_, k) => [`k${k}`, 'x'.repeat(9999)]));
    const [block] = blocksOf({ type: 'text', text: 'a', annotations });
    expect(block!.annotations).toHaveLength(20);
    expect(block!.annotations[0]!.words).toHaveLength(301);
    expect(block!.remarks).toEqual(['10 annotations are not shown.']);
  });
});

describe('tool results', () => {
  it.each([
    [{}, ['`content` is missing.']],
    [{ content: 'hi' }, ['`content` is no list.']],
    [{ content: [], isError: 'true' }, ['`isError` is neither true nor false but true']],
    [
      { content: [], structuredContent: [] },
      ['`structuredContent` is no object, which it has to be before 2026-07-28.'],
    ],
    [{ content: [], isError: false }, []],
  ])('%j', (result, remarks) => {
    expect(read(result).remarks).toEqual(remarks);
  });

  it('takes only the literal true for an error', () => {
    expect(contentOf({ content: [], isError: true }).isError).toBe(true);
    expect(contentOf({ content: [], isError: 'true' }).isError).toBe(false);
  });

  it('shows a block that stands where the list should be', () => {
    expect(contentOf({ content: { type: 'text', text: 'alone' } }).blocks).toMatchObject([{ text: 'alone' }]);
  });

  it.each([
    [{ a: 1, b: [2, { __proto__: null, c: 'x' }] }, '{"b":[2,{"c":"x"}],"a":1.0}', 'same'],
    [{ a: 1 }, '{"a":2}', 'differs'],
    [{ a: 1 }, '{"a":1,"b":1}', 'differs'],
    [{ a: 1 }, 'a is 1', 'differs'],
    [{ a: [] }, '{"a":{}}', 'differs'],
    [{ a: 'x'.repeat(300_000) }, '{}', 'not-compared'],
    [{}, 'x'.repeat(300_000), 'not-compared'],
  ])('%j beside the text %s: %s', (structuredContent, text, likeness) => {
    expect(contentOf({ content: [{ type: 'text', text }], structuredContent }).likeness).toBe(likeness);
  });

  it('keeps the text of structured content as it was sent', () => {
    const { body } = readAnswer(
      '{"id":1,"result":{"content":[],"structuredContent":{"n": 1e400, "n":2,"__proto__":{"n":3}}}}',
      { method: 'tools/call' },
    );
    expect(body).toMatchObject({
      structured: '{"n": 1e400, "n":2,"__proto__":{"n":3}}',
      likeness: 'no-text',
    });
  });

  it('compares keys such as __proto__ by what they hold', () => {
    const of = (text: string) =>
      readAnswer(
        `{"id":1,"result":{"content":[{"type":"text","text":${JSON.stringify(text)}}],"structuredContent":{"__proto__":{"a":1}}}}`,
        { method: 'tools/call' },
      ).body;
    expect(of('{"__proto__":{"a":1}}')).toMatchObject({ likeness: 'same' });
    expect(of('{"__proto__":{"a":2}}')).toMatchObject({ likeness: 'differs' });
    expect(of('{"constructor":{"a":1}}')).toMatchObject({ likeness: 'differs' });
  });
});

describe('other answers', () => {
  it('reads a prompt as its messages', () => {
    const { body, remarks } = read(
      {
        description: 'd',
        messages: [
          { role: 'user', content: { type: 'text', text: 'a' } },
          { role: 'system', content: [{ type: 'text', text: 'b' }, 5], extra: 1 },
          'no message',
          { role: 'user' },
        ],
      },
      'prompts/get',
    );
    expect(remarks).toEqual([]);
    expect(body).toMatchObject({
      kind: 'prompt',
      description: 'd',
      messages: [
        { role: 'user', blocks: [{ kind: 'text', text: 'a' }] },
        { role: 'system', blocks: [{ text: 'b' }, { kind: 'raw' }], others: [{ name: 'extra', json: '1' }] },
        { role: '', blocks: [{ kind: 'raw', why: 'This message is no object.' }] },
        { role: '', blocks: [{ kind: 'raw', why: 'This message has no content.' }] },
      ],
    });
    expect(read({ messages: {} }, 'prompts/get')).toMatchObject({
      body: { kind: 'json' },
      remarks: ['`messages` is no list.'],
    });
  });

  it('reads a resource as its parts', () => {
    const contents = [{ uri: 'a:b', text: 't', mimeType: 'text/plain' }, { uri: 'a:c', blob: 'AA==' }, {}, 7];
    expect(read({ contents }, 'resources/read').body).toMatchObject({
      kind: 'resource',
      blocks: [
        { kind: 'resource', uri: 'a:b', text: 't' },
        { kind: 'resource', blob: 'AA==' },
        { kind: 'resource', remarks: ['`uri` is missing.', 'It has neither `text` nor `blob`.'] },
        { kind: 'raw', why: 'This resource is no object.' },
      ],
    });
  });

  it.each([
    [{ code: -32602, message: 'no', data: { a: 1 } }, { code: '-32602', message: 'no', data: '{"a":1}' }, []],
    [{ code: 'x', message: 5 }, { code: '"x"', message: '5' }, ['`message` is no text.']],
    [{}, { code: '' }, ['`code` is missing.', '`message` is missing.']],
  ])('reads the error %j', (error, expected, remarks) => {
    const reading = readAnswer(JSON.stringify({ jsonrpc: '2.0', id: 1, error }), {});
    expect(reading.body).toEqual({ kind: 'error', ...expected });
    expect(reading.remarks).toEqual(remarks);
  });

  it.each([
    [{ resultType: 'input_required', inputRequests: {} }, { kind: 'asks' }],
    [{ task: { taskId: 't1', status: 'working' } }, { kind: 'task', id: 't1', status: 'working' }],
    [
      { resultType: 'task', taskId: 't2' },
      { kind: 'task', id: 't2' },
    ],
    [{ task: { taskId: 5 }, content: [] }, { kind: 'content' }],
    [{ resultType: 'complete', content: [] }, { kind: 'content' }],
  ])('%j', (result, expected) => {
    expect(read(result).body).toMatchObject(expected);
  });

  it('shows what it does not know as JSON, untouched', () => {
    const text = '{"id":1,"result": {"tools":[ ],"n":1.0}}';
    expect(readAnswer(text, { method: 'tools/list' }).body).toEqual({
      kind: 'json',
      json: '{"tools":[ ],"n":1.0}',
    });
    expect(read(5, 'tools/list')).toMatchObject({ body: { json: '5' }, remarks: ['`result` is no object.'] });
  });

  it('finds the answer among several in one frame', () => {
    const text = '[{"id":1,"result":{"content":[]}},{"id":"a","error":{"code":1,"message":"m"}}]';
    expect(readAnswer(text, { rpcId: '"a"' }).body).toMatchObject({ kind: 'error', code: '1' });
    expect(readAnswer(text, { rpcId: '1' }).body.kind).toBe('content');
    expect(readAnswer(text, { rpcId: '9' }).body.kind).toBe('json');
  });

  it('says what readers disagree on', () => {
    const { remarks } = readAnswer('{"id":1,"id":1,"result":{"a":1,"a":2}, "error":null}', {});
    expect(remarks).toContain('This key stands twice; most readers take the last one. (2 times)');
    expect(remarks).toContain('It has both `result` and `error`.');
  });

  it('never throws and never loses the text, whatever comes', () => {
    const odd = fc.oneof(
      fc.json(),
      fc.string(),
      fc
        .json()
        .map((json) => `{"id":1,"result":{"content":${json},"structuredContent":${json},"task":${json}}}`),
      fc.json().map((json) => `{"id":1,"result":{"messages":${json},"contents":${json}}}`),
      fc.json().map((json) => `{"id":1,"error":${json},"result":${json}}`),
    );
    const method = fc.constantFrom('tools/call', 'prompts/get', 'resources/read', 'x', undefined);
    fc.assert(
      fc.property(odd, method, (text, asked) => {
        const { body } = readAnswer(text, { method: asked, rpcId: '1' });
        if (body.kind === 'json') expect(text).toContain(body.json);
      }),
      { numRuns: 500 },
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FIELD_CLASSES, type FieldClass } from '../protocol/mcp/fields.ts';
import { pointerOf } from '../protocol/mcp/read-place.ts';
import { readBytes, type ReadNode } from '../protocol/mcp/reading.ts';
import { exchange, failed, fromServer, recorded, type ExampleFrame } from './example.ts';
import { RecordedFrame } from './message.ts';
import { messagesOf } from './messages.ts';
import { SessionFacts } from './session-facts.ts';
import type { Text } from './text.ts';
import { walkMessage } from './walk.ts';

const EVERY = new Map(FIELD_CLASSES.map((field) => [field, true]));

/** Every string and key of a recording with its class; keys end in “ key”. */
function classesOf(frames: readonly ExampleFrame[]): { seen: Text[]; nodes: ReadNode[] } {
  const facts = new SessionFacts({ key: 'k', transport: 'stdio' });
  const seen: Text[] = [];
  const nodes: ReadNode[] = [];
  for (const bytes of recorded(frames)) {
    const frame = new RecordedFrame(bytes, readBytes(bytes.payload!));
    for (const message of messagesOf(frame, facts)) {
      nodes.push(message.node);
      walkMessage(message, EVERY, (text) => seen.push(text));
      facts.take(message);
    }
  }
  return { seen, nodes };
}

function fieldAt(frames: readonly ExampleFrame[], pointer: string, isKey = false): FieldClass | undefined {
  const { seen } = classesOf(frames);
  return seen.find(
    (text) =>
      text.frame.head.toward === 'client' && pointerOf(text.node!) === pointer && text.isKey === isKey,
  )?.field;
}

const call = (result: unknown) => exchange('tools/call', result);
const list = (method: string, key: string, item: unknown) => exchange(method, { [key]: [item] });

describe('classes', () => {
  it.each<[string, ExampleFrame[], string, FieldClass]>([
    ['instructions', exchange('initialize', { instructions: 'x' }), '/result/instructions', 'instructions'],
    [
      'instructions of 2026-07-28',
      exchange('server/discover', { instructions: 'x' }),
      '/result/instructions',
      'instructions',
    ],
    [
      'the name of a server',
      exchange('server/discover', { serverInfo: { name: 'x' } }),
      '/result/serverInfo/name',
      'name',
    ],
    ['a tool', list('tools/list', 'tools', { name: 'x' }), '/result/tools/0/name', 'name'],
    [
      'its title',
      list('tools/list', 'tools', { annotations: { title: 'x' } }),
      '/result/tools/0/annotations/title',
      'definition',
    ],
    [
      'an enum',
      list('tools/list', 'tools', { inputSchema: { properties: { a: { enum: ['x'] } } } }),
      '/result/tools/0/inputSchema/properties/a/enum/0',
      'schema',
    ],
    [
      'an output schema',
      list('tools/list', 'tools', { outputSchema: { title: 'x' } }),
      '/result/tools/0/outputSchema/title',
      'schema',
    ],
    [
      'an icon',
      list('tools/list', 'tools', { icons: [{ src: 'x' }] }),
      '/result/tools/0/icons/0/src',
      'icon',
    ],
    [
      'what nobody knows of a tool',
      list('tools/list', 'tools', { hint: 'x' }),
      '/result/tools/0/hint',
      'meta',
    ],
    [
      'a prompt',
      list('prompts/list', 'prompts', { arguments: [{ description: 'x' }] }),
      '/result/prompts/0/arguments/0/description',
      'prompt-definition',
    ],
    [
      'a prompt message',
      exchange('prompts/get', { messages: [{ content: { type: 'text', text: 'x' } }] }),
      '/result/messages/0/content/text',
      'prompt-message',
    ],
    [
      'one of several blocks',
      exchange('prompts/get', { messages: [{ content: [{ text: 'x' }] }] }),
      '/result/messages/0/content/0/text',
      'prompt-message',
    ],
    [
      'a resource',
      list('resources/list', 'resources', { uri: 'x' }),
      '/result/resources/0/uri',
      'resource-definition',
    ],
    [
      'a template',
      list('resources/templates/list', 'resourceTemplates', { uriTemplate: 'x' }),
      '/result/resourceTemplates/0/uriTemplate',
      'resource-definition',
    ],
    [
      'a body',
      exchange('resources/read', { contents: [{ text: 'x' }] }),
      '/result/contents/0/text',
      'resource-body',
    ],
    [
      'a blob',
      exchange('resources/read', { contents: [{ blob: 'x' }] }),
      '/result/contents/0/blob',
      'binary',
    ],
    ['a result', call({ content: [{ text: 'x' }] }), '/result/content/0/text', 'result-text'],
    [
      'an embedded resource',
      call({ content: [{ resource: { text: 'x' } }] }),
      '/result/content/0/resource/text',
      'resource-body',
    ],
    [
      'structured content',
      call({ structuredContent: { a: ['x'] } }),
      '/result/structuredContent/a/0',
      'result-structured',
    ],
    ['request state', call({ requestState: 'x' }), '/result/requestState', 'state'],
    [
      'what is asked within an answer',
      call({ inputRequests: { a: { method: 'elicitation/create', params: { message: 'x' } } } }),
      '/result/inputRequests/a/params/message',
      'elicitation',
    ],
    [
      'its schema',
      call({ inputRequests: { a: { params: { requestedSchema: { title: 'x' } } } } }),
      '/result/inputRequests/a/params/requestedSchema/title',
      'schema',
    ],
    [
      'sampling within an answer',
      call({ inputRequests: { a: { params: { messages: [{ content: { text: 'x' } }] } } } }),
      '/result/inputRequests/a/params/messages/0/content/text',
      'sampling',
    ],
    ['a task', call({ task: { statusMessage: 'x' } }), '/result/task/statusMessage', 'progress'],
    [
      'the result of a task',
      exchange('tasks/result', { content: [{ text: 'x' }] }),
      '/result/content/0/text',
      'result-text',
    ],
    [
      'a result inside a task',
      exchange('tasks/get', { taskId: 'a', result: { content: [{ text: 'x' }] } }),
      '/result/result/content/0/text',
      'result-text',
    ],
    [
      'an error inside a task',
      exchange('tasks/get', { error: { message: 'x' } }),
      '/result/error/message',
      'error-message',
    ],
    [
      'what a task asks for',
      [fromServer('notifications/tasks', { inputRequests: { a: { params: { message: 'x' } } } })],
      '/params/inputRequests/a/params/message',
      'elicitation',
    ],
    [
      'a completion',
      exchange('completion/complete', { completion: { values: ['x'] } }),
      '/result/completion/values/0',
      'completion',
    ],
    ['a cursor', exchange('tools/list', { nextCursor: 'x' }), '/result/nextCursor', 'state'],
    ['an error', failed('tools/call', { code: 1, message: 'x' }), '/error/message', 'error-message'],
    [
      'error data',
      failed('tools/call', { code: 1, message: 'a', data: { b: 'x' } }),
      '/error/data/b',
      'error-data',
    ],
    ['a log', [fromServer('notifications/message', { data: { a: 'x' } })], '/params/data/a', 'log'],
    ['progress', [fromServer('notifications/progress', { message: 'x' })], '/params/message', 'progress'],
    [
      'sampling',
      [fromServer('sampling/createMessage', { systemPrompt: 'x' }, 1)],
      '/params/systemPrompt',
      'sampling',
    ],
    [
      'a tool result told again',
      [
        fromServer(
          'sampling/createMessage',
          { messages: [{ content: [{ type: 'tool_result', content: [{ text: 'x' }] }] }] },
          1,
        ),
      ],
      '/params/messages/0/content/0/content/0/text',
      'sampling',
    ],
    [
      'tools in sampling',
      [fromServer('sampling/createMessage', { tools: [{ description: 'x' }] }, 1)],
      '/params/tools/0/description',
      'definition',
    ],
    [
      'elicitation',
      [fromServer('elicitation/create', { message: 'x' }, 1)],
      '/params/message',
      'elicitation',
    ],
    ['a method nobody knows', exchange('vendor/thing', { a: 'x' }), '/result/a', 'result-structured'],
  ])('%s', (_, frames, pointer, field) => {
    expect(fieldAt(frames, pointer)).toBe(field);
  });

  it('of property names are those of the schema', () => {
    const frames = list('tools/list', 'tools', { inputSchema: { properties: { word: {} } } });
    expect(fieldAt(frames, '/result/tools/0/inputSchema/properties/word', true)).toBe('schema');
  });

  it('of what we send are never those of a server', () => {
    const { seen } = classesOf([
      { toward: 'server', json: { id: 1, method: 'x', params: { tools: ['y'] } } },
    ]);
    expect(new Set(seen.map(({ field }) => field))).toEqual(new Set(['envelope', 'sent']));
  });
});

it('gives every string and key of odd messages exactly one class', () => {
  const method = fc.oneof(
    fc.constantFrom(
      'tools/list',
      'tools/call',
      'prompts/get',
      'tasks/get',
      'notifications/message',
      '__proto__',
    ),
    fc.string(),
  );
  const name = fc.oneof(
    fc.constantFrom(
      'tools',
      'content',
      'messages',
      'task',
      '_meta',
      'inputRequests',
      '__proto__',
      'constructor',
      'icons',
    ),
    fc.string(),
  );
  const { odd } = fc.letrec((tie) => ({
    odd: fc.oneof(
      { maxDepth: 5 },
      fc.string(),
      fc.integer(),
      fc.array(tie('odd'), { maxLength: 3 }),
      fc.dictionary(name, tie('odd'), { maxKeys: 4, noNullPrototype: false }),
    ),
  }));
  fc.assert(
    fc.property(method, fc.constantFrom('result', 'params', 'error'), odd, (called, key, value) => {
      const { seen, nodes } = classesOf([
        { toward: 'server', json: { id: 1, method: called } },
        {
          toward: 'client',
          json: key === 'params' ? { method: called, params: value } : { id: 1, [key]: value },
        },
      ]);
      const told = new Set<string>();
      for (const text of seen) {
        expect(FIELD_CLASSES).toContain(text.field);
        const place = `${text.frame.seq} ${text.isKey ? 'key' : 'value'} ${text.node!.from}`;
        expect(told.has(place)).toBe(false);
        told.add(place);
      }
      let wanted = 0;
      const stack = [...nodes];
      for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
        if (node.key !== undefined && node.key.name !== '') wanted++;
        if (node.kind === 'string' && node.to - node.from > 2) wanted++;
        stack.push(...node.children);
      }
      expect(told.size).toBe(wanted);
    }),
  );
});

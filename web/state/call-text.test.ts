import { describe, expect, test } from 'vitest';
import { readJson } from '../../protocol/json/read.ts';
import { valueOf } from '../../protocol/json/value.ts';
import { messageText, paramsText, shapeOf, wordsOfText } from './call-text.ts';

const tools = shapeOf({ section: 'tools' })!;

describe('the text of a call', () => {
  test('is printed as a person would write it', () => {
    const params = paramsText(tools, 'echo', '{\n  "text": "a"\n}');
    expect(messageText('tools/call', params)).toBe(`{
  "jsonrpc": "2.0",
  "id": 1,
  "method": "tools/call",
  "params": {
    "name": "echo",
    "arguments": {
      "text": "a"
    }
  }
}`);
  });

  test('asks for a task where a tool is called in no other way', () => {
    expect(paramsText(tools, 'research', '{}', true)).toBe(
      '{\n    "name": "research",\n    "arguments": {},\n    "task": {}\n  }',
    );
    expect(paramsText(tools, 'research', '{}')).not.toContain('task');
  });

  test('keeps params that were sent before to the letter', () => {
    const params = '{"name":"echo","arguments":{"n":1.0,"n":9007199254740993}}';
    expect(messageText('tools/call', params)).toContain(`"params": ${params}\n`);
  });

  test.each(['a"b', '__proto__', 'line\nend', '\ud800', '\u202e'])('names %j as it is', (name) => {
    const document = readJson(messageText('tools/call', paramsText(tools, name, undefined)));
    expect(document.faults).toEqual([]);
    expect(wordsOfText(document)).toEqual({ method: 'tools/call', name });
  });

  test('a resource is named by its uri, and the server cannot be called', () => {
    const resources = shapeOf({ section: 'resources' })!;
    const document = readJson(messageText(resources.method, paramsText(resources, 'demo://1', undefined)));
    expect(valueOf(document, document.root!)).toMatchObject({
      method: 'resources/read',
      params: { uri: 'demo://1' },
    });
    expect(shapeOf({ section: 'server' })).toBeUndefined();
  });

  test.each(['', 'nonsense', '[1]', '{"method": 7}', '{"params": {"name": []}}'])(
    '%j has no words',
    (text) => {
      expect(wordsOfText(readJson(text))).toEqual({ method: undefined, name: undefined });
    },
  );
});

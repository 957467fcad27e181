import type { FieldClass } from '../../protocol/mcp/fields.ts';
import { Inspection } from '../engine.ts';
import {
  answered,
  described,
  exchange,
  failed,
  fromServer,
  httpAnswer,
  opened,
  recorded,
  resource,
  stderr,
  tools,
  type ExampleFrame,
} from '../example.ts';
import { compilePack } from '../pack.ts';
import type { Rule } from '../rule.ts';
import type { OwnExample, ReadDefinition } from './definition.ts';
import type { Say } from './yaml.ts';

/** Whether the rule does what its examples say, by the engine itself. */
export function checkExamples(
  rule: Rule,
  read: ReadDefinition,
  hash: (text: string) => string,
  say: Say,
): boolean {
  const pack = compilePack([rule], hash);
  let holds = true;
  const check = (example: OwnExample, wanted: boolean): void => {
    const { text, field, line } = example;
    const fault = (words: string): void => {
      holds = false;
      say(line, words);
    };
    if (rule.reads?.fields?.includes(field) !== true)
      return fault(`This example stands in “${field}”, which the rule does not read; add it to fields.`);
    if (field === 'header' && !isHeaderText(text))
      return fault('A header value is one line of Latin-1 characters.');
    const inspection = new Inspection({
      pack,
      session: 's',
      target: { key: 'example', transport: 'stdio' },
      hash,
    });
    const found = recorded(framesWith(field, text)).flatMap((frame) => inspection.take(frame).findings);
    if (found.length > 0 === wanted) return;
    const shown = text.length > 60 ? `${text.slice(0, 60)}…` : text;
    if (wanted) fault(`The rule does not fire on its example “${shown}”: none of its patterns stands there.`);
    else fault(`The rule fires on “${shown}”, which stands under quiet: ${found[0]!.says}`);
  };
  for (const example of read.fires) check(example, true);
  for (const example of read.quiet) check(example, false);
  return holds;
}

/** All that fits between the header's name and the end of its line (RFC 9110 section 5.5). */
function isHeaderText(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const c = text.charCodeAt(at);
    if ((c < 0x20 && c !== 0x09) || c === 0x7f || c > 0xff) return false;
  }
  return true;
}

/** A recording with that text in that place, and nothing else a pattern would find. */
export function framesWith(field: FieldClass, text: string): ExampleFrame[] {
  switch (field) {
    case 'name':
      return tools({ name: text });
    case 'definition':
      return described(text);
    case 'schema':
      return tools({ inputSchema: { description: text } });
    case 'annotation':
      return tools({ annotations: { note: text } });
    case 'meta':
      return tools({ _meta: { note: text } });
    case 'icon':
      return tools({ icons: [{ src: text }] });
    case 'instructions':
      return opened({ instructions: text });
    case 'prompt-definition':
      return exchange('prompts/list', { prompts: [{ name: 'a', description: text }] });
    case 'prompt-message':
      return exchange('prompts/get', { messages: [{ role: 'user', content: { type: 'text', text } }] });
    case 'resource-definition':
      return exchange('resources/list', { resources: [{ uri: 'a:b', name: 'a', description: text }] });
    case 'resource-body':
      return resource({ text });
    case 'result-text':
      return answered(text);
    case 'result-structured':
      return exchange('tools/call', { structuredContent: { note: text } });
    case 'result-meta':
      return exchange('tools/call', { content: [{ type: 'text', note: text }] });
    case 'error-message':
      return failed('tools/call', { code: 1, message: text });
    case 'error-data':
      return failed('tools/call', { code: 1, message: 'a', data: text });
    case 'progress':
      return [fromServer('notifications/progress', { progressToken: 1, message: text })];
    case 'log':
      return [fromServer('notifications/message', { level: 'info', data: text })];
    case 'sampling':
      return [fromServer('sampling/createMessage', { systemPrompt: text }, 1)];
    case 'elicitation':
      return [fromServer('elicitation/create', { message: text }, 1)];
    case 'completion':
      return exchange('completion/complete', { completion: { values: [text] } });
    case 'header':
      return [httpAnswer([['X-Note', text]])];
    case 'stderr':
      return [stderr(text)];
    case 'stdout-noise':
      return [{ toward: 'client', text }];
    case 'state':
      return exchange('tools/list', { tools: [], nextCursor: text });
    case 'sent':
      return [{ toward: 'server', json: { jsonrpc: '2.0', method: 'a', params: { note: text } } }];
    case 'binary':
      return resource({ blob: text });
    case 'envelope':
      return [{ toward: 'client', json: { jsonrpc: text, method: 'a' } }];
  }
}

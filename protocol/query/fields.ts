import type { Operator } from './query.ts';

export type ValueKind =
  'word' | 'text' | 'id' | 'choice' | 'number' | 'duration' | 'size' | 'status' | 'time';

/** Words that come from what was recorded, offered by completion. */
export type VocabularyKind = 'methods' | 'names' | 'targets' | 'sessions' | 'channels';

export interface Choice {
  name: string;
  description: string;
}

export interface Field {
  name: string;
  operators: readonly Operator[];
  value: ValueKind;
  /** How `explainQuery` begins a sentence about it. */
  subject: string;
  description: string;
  examples: readonly string[];
  choices?: readonly Choice[];
  vocabulary?: VocabularyKind;
}

const MATCH = [':', '~'] as const;
const COMPARE = [':', '>', '>=', '<', '<='] as const;
const EQUAL = [':'] as const;

const SEVERITIES: readonly Choice[] = [
  { name: 'critical', description: 'critical findings' },
  { name: 'high', description: 'high findings' },
  { name: 'medium', description: 'medium findings' },
  { name: 'low', description: 'low findings' },
  { name: 'info', description: 'findings for information' },
  { name: 'any', description: 'a finding of any severity' },
];

/**
 * Every field of the query language: read by the parser, the completion, the explanation and the
 * compiler to SQL. A new field is a line here and a case in the compiler, which the types ask for.
 */
export const FIELDS = [
  {
    name: 'method',
    operators: MATCH,
    value: 'word',
    subject: 'the method',
    description: 'MCP method, of the message or of the request it answers',
    examples: ['method:tools/call', 'method:notifications/*', 'method~resources'],
    vocabulary: 'methods',
  },
  {
    name: 'name',
    operators: MATCH,
    value: 'word',
    subject: 'the name',
    description: 'Tool, prompt or resource it is about',
    examples: ['name:read_file', 'name~file'],
    vocabulary: 'names',
  },
  {
    name: 'tool',
    operators: MATCH,
    value: 'word',
    subject: 'the tool',
    description: 'Tool of a tools/call and of its answer',
    examples: ['tool~read'],
    vocabulary: 'names',
  },
  {
    name: 'prompt',
    operators: MATCH,
    value: 'word',
    subject: 'the prompt',
    description: 'Prompt of a prompts/get and of its answer',
    examples: ['prompt:summarise'],
    vocabulary: 'names',
  },
  {
    name: 'resource',
    operators: MATCH,
    value: 'word',
    subject: 'the resource',
    description: 'URI of a resources/… message and of its answer',
    examples: ['resource~file://'],
    vocabulary: 'names',
  },
  {
    name: 'text',
    operators: MATCH,
    value: 'text',
    subject: 'the text',
    description: 'Any string, key or number inside, decoded; start line and headers of HTTP; lines of stderr',
    examples: ['text:"ignore previous"', 'password'],
  },
  {
    name: 'kind',
    operators: EQUAL,
    value: 'choice',
    subject: 'the kind',
    description: 'What sort of frame it is',
    examples: ['kind:error', '-kind:notification'],
    choices: [
      { name: 'request', description: 'requests' },
      { name: 'notification', description: 'notifications' },
      { name: 'result', description: 'answers with a result' },
      { name: 'error', description: 'answers with an error' },
      { name: 'batch', description: 'several messages in one frame' },
      { name: 'not-json', description: 'lines and bodies that are not JSON' },
      { name: 'not-rpc', description: 'JSON that is no JSON-RPC message' },
      { name: 'log', description: 'lines of stderr' },
      { name: 'http', description: 'HTTP units without an MCP message' },
    ],
  },
  {
    name: 'is',
    operators: EQUAL,
    value: 'choice',
    subject: 'it',
    description: 'What was noticed about it',
    examples: ['is:late', 'is:error', 'is:waiting'],
    choices: [
      {
        name: 'error',
        description: 'a JSON-RPC error, a tool result with isError, or an HTTP status from 400',
      },
      { name: 'waiting', description: 'a request without an answer so far' },
      { name: 'late', description: 'an answer or progress after the cancellation or the answer' },
      { name: 'duplicate', description: 'a second answer to the same request' },
      { name: 'unknown', description: 'an answer or a token that nothing asked for' },
      { name: 'cancelled', description: 'a cancellation' },
      { name: 'repeated-key', description: 'a message in which a key stands twice' },
      { name: 'problem', description: 'bytes that could not be read as they should' },
    ],
  },
  {
    name: 'dir',
    operators: EQUAL,
    value: 'choice',
    subject: 'the direction',
    description: 'Which way it went',
    examples: ['dir:in', 'dir:out'],
    choices: [
      { name: 'in', description: 'from the server to us' },
      { name: 'out', description: 'from us to the server' },
    ],
  },
  {
    name: 'dur',
    operators: COMPARE,
    value: 'duration',
    subject: 'the time to the answer',
    description: 'From the request to this answer',
    examples: ['dur>500ms', 'dur>=2s'],
  },
  {
    name: 'bytes',
    operators: COMPARE,
    value: 'size',
    subject: 'the size',
    description: 'Bytes on the wire; 1 kb is 1,024',
    examples: ['bytes>=10kb', 'bytes<200'],
  },
  {
    name: 'id',
    operators: EQUAL,
    value: 'id',
    subject: 'the id',
    description: 'JSON-RPC id; 7 finds the number and the string',
    examples: ['id:7', 'id:"a-1"'],
  },
  {
    name: 'code',
    operators: EQUAL,
    value: 'id',
    subject: 'the error code',
    description: 'JSON-RPC error code',
    examples: ['code:-32601'],
  },
  {
    name: 'status',
    operators: COMPARE,
    value: 'status',
    subject: 'the HTTP status',
    description: 'HTTP status, or a class of them',
    examples: ['status:404', 'status:4xx', 'status>=500'],
  },
  {
    name: 'session',
    operators: MATCH,
    value: 'word',
    subject: 'the session',
    description: 'Number, name or id of a session',
    examples: ['session:14', 'session~login'],
    vocabulary: 'sessions',
  },
  {
    name: 'target',
    operators: MATCH,
    value: 'word',
    subject: 'the target',
    description: 'Target the session was with',
    examples: ['target:everything'],
    vocabulary: 'targets',
  },
  {
    name: 'seq',
    operators: COMPARE,
    value: 'number',
    subject: 'the number in its session',
    description: 'Number of the frame in its session',
    examples: ['seq:120', 'seq>=100'],
  },
  {
    name: 'channel',
    operators: EQUAL,
    value: 'word',
    subject: 'the channel',
    description: 'stdin, stdout, stderr, or a connection such as c3',
    examples: ['channel:stderr', 'channel:c3'],
    vocabulary: 'channels',
  },
  {
    name: 'author',
    operators: EQUAL,
    value: 'choice',
    subject: 'the author',
    description: 'Who made it',
    examples: ['author:server', 'author:fuzz'],
    choices: [
      { name: 'client', description: 'this bridge, as a client does' },
      { name: 'server', description: 'the server' },
      { name: 'craft', description: 'a person, in Craft' },
      { name: 'fuzz', description: 'a fuzz run' },
      { name: 'probe', description: 'a probe' },
      { name: 'host', description: 'a real client that is intercepted' },
      { name: 'import', description: 'an imported recording' },
    ],
  },
  {
    name: 'since',
    operators: EQUAL,
    value: 'time',
    subject: 'recorded',
    description: 'Not before this time',
    examples: ['since:14:20', 'since:10m', 'since:2026-08-31T14:20'],
  },
  {
    name: 'until',
    operators: EQUAL,
    value: 'time',
    subject: 'recorded',
    description: 'Not after this time',
    examples: ['until:14:25:30', 'until:2026-08-31'],
  },
  {
    name: 'problem',
    operators: ['~'],
    value: 'word',
    subject: 'the problem',
    description: 'What could not be read, in words',
    examples: ['problem~"cut off"'],
  },
  {
    name: 'finding',
    operators: EQUAL,
    value: 'choice',
    subject: 'a finding',
    description: 'Severity of a finding that stands in it, whatever was decided about that',
    examples: ['finding:high', 'finding:any'],
    choices: SEVERITIES,
  },
] as const satisfies readonly Field[];

export type FieldName = (typeof FIELDS)[number]['name'];

const byName = new Map<string, Field & { name: FieldName }>(FIELDS.map((field) => [field.name, field]));

/** The field of that name, written in any case. */
export function fieldNamed(name: string): (Field & { name: FieldName }) | undefined {
  return byName.get(name.toLowerCase());
}

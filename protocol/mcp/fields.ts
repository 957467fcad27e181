import type { SectionName } from '../inventory.ts';
import type { FieldClass } from './field-class.ts';

export { FIELD_CLASSES, isDefinition, type FieldClass } from './field-class.ts';

/** What the members and items below a place are. */
export interface FieldTree {
  readonly self: FieldClass;
  /** Of the keys of an object here, as strings. */
  readonly keys: FieldClass;
  readonly members?: ReadonlyMap<string, FieldTree>;
  /** Members that are not named above, and items of arrays. */
  readonly rest: FieldTree;
  /** A value here is an item of that list. */
  readonly item?: SectionName;
}

type Shape = FieldClass | FieldTree | { [name: string]: Shape };

function isTree(shape: object): shape is FieldTree {
  return 'rest' in shape && 'self' in shape;
}

const deepTrees = new Map<FieldClass, FieldTree>();

/** The same class for everything below. */
function deep(self: FieldClass): FieldTree {
  const known = deepTrees.get(self);
  if (known !== undefined) return known;
  const tree: { self: FieldClass; keys: FieldClass; rest?: FieldTree } = { self, keys: self };
  tree.rest = tree as FieldTree;
  deepTrees.set(self, tree as FieldTree);
  return tree as FieldTree;
}

/** Named members; `other` is for the rest, and for keys nobody knows. */
function tree(other: FieldClass, shape: Record<string, Shape>, item?: SectionName): FieldTree {
  const members = new Map(Object.entries(shape).map(([name, of]) => [name, treeOf(of)]));
  return { self: other, keys: other, members, rest: deep(other), ...(item === undefined ? {} : { item }) };
}

function treeOf(shape: Shape): FieldTree {
  if (typeof shape === 'string') return deep(shape);
  return isTree(shape) ? shape : tree('result-meta', shape);
}

function list(of: FieldTree): FieldTree {
  return { self: of.self, keys: of.keys, rest: of };
}

const ICON = { icons: deep('icon') };
const META = { _meta: deep('meta') };

const TOOL = tree(
  'meta',
  {
    name: 'name',
    title: 'definition',
    description: 'definition',
    inputSchema: 'schema',
    outputSchema: 'schema',
    annotations: tree('annotation', { title: 'definition' }),
    execution: 'annotation',
    ...ICON,
    ...META,
  },
  'tools',
);
const PROMPT = tree(
  'meta',
  {
    name: 'name',
    title: 'prompt-definition',
    description: 'prompt-definition',
    arguments: list(
      tree('meta', {
        name: 'prompt-definition',
        title: 'prompt-definition',
        description: 'prompt-definition',
      }),
    ),
    ...ICON,
    ...META,
  },
  'prompts',
);
const RESOURCE_FIELDS = {
  name: 'resource-definition',
  title: 'resource-definition',
  description: 'resource-definition',
  uri: 'resource-definition',
  uriTemplate: 'resource-definition',
  mimeType: 'resource-definition',
  annotations: 'annotation',
  ...ICON,
  ...META,
} as const;
const RESOURCE = tree('meta', RESOURCE_FIELDS, 'resources');
const TEMPLATE = tree('meta', RESOURCE_FIELDS, 'templates');

const SERVER_INFO = tree('meta', {
  name: 'name',
  title: 'definition',
  description: 'definition',
  version: 'meta',
  websiteUrl: 'meta',
  ...ICON,
});

const CONTENTS = tree('result-meta', {
  uri: 'resource-definition',
  mimeType: 'result-meta',
  text: 'resource-body',
  blob: 'binary',
});

/** A content block; `text` is what its words are (ContentBlock of the specification's schema). */
function block(text: FieldClass, within: Record<string, Shape> = {}): FieldTree {
  return tree('result-meta', {
    ...within,
    type: 'envelope',
    text,
    data: 'binary',
    resource: CONTENTS,
    uri: 'resource-definition',
    name: 'resource-definition',
    title: 'resource-definition',
    description: 'resource-definition',
    ...ICON,
  });
}

/** Content of a prompt or sampling message: one block, or a list of them. */
function contentOf(text: FieldClass): FieldTree {
  // What a tool answered, told again inside a message.
  const one = block(text, { content: list(block(text)), structuredContent: text, input: text });
  return { ...one, rest: one };
}

const ELICITATION = tree('elicitation', { requestedSchema: 'schema', ...META });
const ASKED = tree('elicitation', {
  method: 'envelope',
  params: tree('elicitation', {
    requestedSchema: 'schema',
    systemPrompt: 'sampling',
    messages: list(tree('sampling', { role: 'envelope', content: contentOf('sampling') })),
    tools: list(TOOL),
    ...META,
  }),
});
const TASK = tree('result-meta', { statusMessage: 'progress', taskId: 'state' });

const RESULT_COMMON = {
  ...META,
  resultType: 'envelope',
  inputRequests: list(ASKED),
  requestState: 'state',
  nextCursor: 'state',
  task: TASK,
  statusMessage: 'progress',
  taskId: 'state',
} as const;

function result(shape: Record<string, Shape>, other: FieldClass = 'result-meta'): FieldTree {
  return tree(other, { ...RESULT_COMMON, ...shape });
}

const ABOUT_SERVER = result(
  {
    instructions: 'instructions',
    serverInfo: SERVER_INFO,
    capabilities: 'meta',
    protocolVersion: 'envelope',
    supportedVersions: 'envelope',
  },
  'meta',
);

/** The extension of 2026-07-28 tells a task with what it asks for and, at its end, the result of the call. */
const TASK_FIELDS = {
  ...RESULT_COMMON,
  result: result({ content: list(block('result-text')), structuredContent: 'result-structured' }),
  error: tree('error-data', { message: 'error-message', code: 'envelope' }),
} as const;
const A_TASK = tree('result-meta', TASK_FIELDS);

const RESULTS = new Map<string, FieldTree>([
  ['initialize', { ...ABOUT_SERVER, item: 'server' }],
  ['server/discover', { ...ABOUT_SERVER, item: 'server' }],
  ['tools/list', result({ tools: list(TOOL) })],
  ['prompts/list', result({ prompts: list(PROMPT) })],
  ['resources/list', result({ resources: list(RESOURCE) })],
  ['resources/templates/list', result({ resourceTemplates: list(TEMPLATE) })],
  ['tools/call', result({ content: list(block('result-text')), structuredContent: 'result-structured' })],
  [
    'prompts/get',
    result({
      description: 'prompt-definition',
      messages: list(tree('prompt-message', { role: 'envelope', content: contentOf('prompt-message') })),
    }),
  ],
  ['resources/read', result({ contents: list(CONTENTS) })],
  ['completion/complete', result({ completion: 'completion' })],
  ['tasks/list', result({ tasks: list(TASK) })],
  ['tasks/get', A_TASK],
  ['tasks/update', A_TASK],
  ['tasks/cancel', A_TASK],
  ['tasks/result', result({ content: list(block('result-text')), structuredContent: 'result-structured' })],
]);
const ANY_RESULT = result({}, 'result-structured');

const FROM_SERVER = new Map<string, FieldTree>([
  [
    'sampling/createMessage',
    tree('sampling', {
      messages: list(tree('sampling', { role: 'envelope', content: contentOf('sampling') })),
      tools: list(TOOL),
      ...META,
    }),
  ],
  ['elicitation/create', ELICITATION],
  ['notifications/message', tree('log', { level: 'envelope', ...META })],
  ['notifications/progress', tree('progress', { progressToken: 'state', ...META })],
  ['notifications/cancelled', tree('progress', { requestId: 'state', ...META })],
  ['notifications/resources/updated', tree('resource-definition', { ...META })],
  ['notifications/tasks', tree('progress', TASK_FIELDS)],
  ['notifications/tasks/status', tree('progress', { taskId: 'state', ...META })],
  ['notifications/elicitation/complete', tree('elicitation', { elicitationId: 'state', ...META })],
]);
const ANY_PARAMS = tree('result-structured', META);

const ERROR = tree('error-data', { message: 'error-message', code: 'envelope' });
const SENT = tree('sent', { jsonrpc: 'envelope', id: 'envelope', method: 'envelope' });

const messageTrees = new Map<string, FieldTree>();

/**
 * Classes of a whole message from a server, by its method or the method it answers. The table knows
 * the fields of every revision at once: none of them means two things.
 */
export function fieldsOf(kind: 'call' | 'answer', method: string | undefined): FieldTree {
  // Methods that a server invents are all the same here.
  const isKnown = kind === 'answer' ? RESULTS.has(method ?? '') : FROM_SERVER.has(method ?? '');
  const key = `${kind} ${isKnown ? method : ''}`;
  const known = messageTrees.get(key);
  if (known !== undefined) return known;
  const made = tree('result-meta', {
    jsonrpc: 'envelope',
    id: 'envelope',
    method: 'envelope',
    params: FROM_SERVER.get(method ?? '') ?? ANY_PARAMS,
    result: (kind === 'answer' ? RESULTS.get(method ?? '') : undefined) ?? ANY_RESULT,
    error: ERROR,
  });
  messageTrees.set(key, made);
  return made;
}

export function fieldsSent(): FieldTree {
  return SENT;
}

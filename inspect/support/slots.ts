import type { ExampleFrame } from '../example.ts';
import { exchange, failed, fromServer, httpAnswer, stderr } from '../example.ts';
import { icons, meta, schema, type Slot } from './slot-parts.ts';

/**
 * A session in which a server uses everything it may say. `at` is asked for every text of its own making,
 * so that a proof can put something else into each of them in turn.
 */
export function sessionOfSlots(at: Slot): ExampleFrame[] {
  return [...opening(at), ...lists(at), ...answers(at), ...asking(at), ...telling(at), ...outside(at)];
}

function opening(at: Slot): ExampleFrame[] {
  const about = (of: string) => ({
    serverInfo: {
      name: at(`${of} serverInfo name`, 'words'),
      title: at(`${of} serverInfo title`, 'Words'),
      description: at(`${of} serverInfo description`, 'Looks up words.'),
      version: at(`${of} serverInfo version`, '1.0.0'),
      websiteUrl: at(`${of} serverInfo websiteUrl`, 'https://example.com/words'),
      icons: icons(at, `${of} serverInfo`),
    },
    instructions: at(`${of} instructions`, 'Look a word up before explaining it.'),
    capabilities: {
      tools: {},
      prompts: {},
      resources: {},
      completions: {},
      logging: {},
      experimental: {
        [at(`${of} capability`, 'plural')]: { note: at(`${of} capability value`, 'Plurals.') },
      },
    },
    _meta: meta(at, of),
  });
  const client = { sampling: {}, elicitation: {}, roots: {} };
  return [
    ...exchange(
      'initialize',
      { protocolVersion: '2025-11-25', ...about('initialize') },
      { protocolVersion: '2025-11-25', capabilities: client, clientInfo: { name: 'tester', version: '1' } },
      'initialize',
    ),
    ...exchange(
      'server/discover',
      { resultType: 'complete', supportedVersions: ['2026-07-28'], ...about('discover') },
      {},
      'discover',
    ),
  ];
}

function lists(at: Slot): ExampleFrame[] {
  const resource = (of: string) => ({
    name: at(`${of} name`, 'words'),
    title: at(`${of} title`, 'Words'),
    description: at(`${of} description`, 'All words.'),
    mimeType: at(`${of} mimeType`, 'text/plain'),
    annotations: {
      audience: [at(`${of} audience`, 'user')],
      lastModified: at(`${of} lastModified`, '2026-01-01'),
    },
    icons: icons(at, of),
    _meta: meta(at, of),
  });
  const tool = {
    name: at('tool name', 'look_up'),
    title: at('tool title', 'Look up'),
    description: at('tool description', 'Looks up a word.'),
    inputSchema: schema(at, 'inputSchema'),
    outputSchema: schema(at, 'outputSchema'),
    annotations: {
      title: at('annotations title', 'Look up'),
      readOnlyHint: true,
      note: at('annotations note', 'Quick.'),
    },
    icons: icons(at, 'tool'),
    execution: { taskSupport: at('execution', 'forbidden') },
    _meta: meta(at, 'tool'),
    [at('unknown member of a tool', 'hint')]: at('unknown value of a tool', 'Quick.'),
  };
  const prompt = {
    name: at('prompt name', 'explain'),
    title: at('prompt title', 'Explain'),
    description: at('prompt description', 'Explains a word.'),
    arguments: [
      {
        name: at('argument name', 'word'),
        title: at('argument title', 'Word'),
        description: at('argument description', 'Which.'),
      },
    ],
    icons: icons(at, 'prompt'),
    _meta: meta(at, 'prompt'),
  };
  return [
    ...exchange('tools/list', { tools: [tool], _meta: meta(at, 'tools/list') }, {}, 'tools'),
    ...exchange('prompts/list', { prompts: [prompt] }, {}, 'prompts'),
    ...exchange(
      'resources/list',
      { resources: [{ uri: at('resource uri', 'words://all'), ...resource('resource') }] },
      {},
      'resources',
    ),
    ...exchange(
      'resources/templates/list',
      { resourceTemplates: [{ uriTemplate: at('template uri', 'words://{word}'), ...resource('template') }] },
      {},
      'templates',
    ),
  ];
}

function answers(at: Slot): ExampleFrame[] {
  const embedded = (of: string) => ({
    uri: at(`${of} uri`, 'words://moon'),
    mimeType: at(`${of} mimeType`, 'text/plain'),
    text: at(`${of} text`, 'The moon.'),
    _meta: meta(at, of),
  });
  const blocks = (of: string) => [
    { type: 'text', text: at(`${of} text`, 'The moon goes round.'), _meta: meta(at, `${of} block`) },
    { type: 'resource', resource: embedded(`${of} embedded resource`) },
    {
      type: 'resource_link',
      uri: at(`${of} link uri`, 'words://moon'),
      name: at(`${of} link name`, 'moon'),
      title: at(`${of} link title`, 'Moon'),
      description: at(`${of} link description`, 'About it.'),
    },
    { type: 'image', data: 'iVBORw0KGgo=', mimeType: at(`${of} image mimeType`, 'image/png') },
    { type: 'table', rows: [at(`${of} unknown block`, 'moon')] },
  ];
  const call = { name: 'look_up', arguments: { word: 'moon' } };
  return [
    ...exchange(
      'tools/call',
      {
        content: blocks('result'),
        structuredContent: {
          [at('structuredContent key', 'word')]: at('structuredContent value', 'moon'),
          list: [[at('structuredContent deep value', 'sun')]],
        },
        _meta: meta(at, 'result'),
        [at('unknown member of a result', 'note')]: at('unknown value of a result', 'None.'),
      },
      call,
      'call',
    ),
    ...exchange(
      'prompts/get',
      {
        description: at('prompts/get description', 'Explains.'),
        messages: [
          { role: 'user', content: { type: 'text', text: at('prompt message', 'Explain the moon.') } },
          { role: 'user', content: { type: 'resource', resource: embedded('prompt resource') } },
        ],
      },
      { name: 'explain' },
      'get',
    ),
    ...exchange('resources/read', { contents: [embedded('contents')] }, { uri: 'words://moon' }, 'read'),
    ...exchange(
      'completion/complete',
      { completion: { values: ['moon', at('completion value', 'moonlight')] } },
      { ref: { type: 'ref/prompt', name: 'explain' }, argument: { name: 'word', value: 'moon' } },
      'complete',
    ),
    ...failed(
      'tools/call',
      {
        code: -32_000,
        message: at('error message', 'No such word.'),
        data: { [at('error data key', 'hint')]: [at('error data value', 'Look for another.')] },
      },
      call,
      'failed',
    ),
  ];
}

function asking(at: Slot): ExampleFrame[] {
  const elicitation = (of: string) => ({
    message: at(`${of} message`, 'Which word?'),
    requestedSchema: {
      type: 'object',
      properties: {
        [at(`${of} property`, 'other')]: { type: 'string' },
        word: {
          type: 'string',
          title: at(`${of} title`, 'Word'),
          description: at(`${of} description`, 'The word.'),
          enum: [at(`${of} enum`, 'moon')],
          default: at(`${of} default`, 'moon'),
        },
      },
    },
  });
  const sampling = (of: string) => ({
    messages: [{ role: 'user', content: { type: 'text', text: at(`${of} message`, 'Explain the moon.') } }],
    systemPrompt: at(`${of} systemPrompt`, 'Be short.'),
    stopSequences: [at(`${of} stopSequence`, 'The end.')],
    modelPreferences: { hints: [{ name: at(`${of} hint`, 'small') }] },
    metadata: { note: at(`${of} metadata`, 'None.') },
    maxTokens: 100,
  });
  return [
    fromServer('sampling/createMessage', sampling('sampling'), 's1'),
    fromServer('elicitation/create', elicitation('elicitation'), 's2'),
    fromServer(
      'elicitation/create',
      {
        mode: 'url',
        message: 'Sign in.',
        url: at('elicitation url', 'https://example.com/in'),
        elicitationId: 'e1',
      },
      's3',
    ),
    ...exchange(
      'tools/call',
      {
        resultType: 'input_required',
        inputRequests: {
          [at('inputRequests key', 'which')]: {
            method: 'elicitation/create',
            params: elicitation('inputRequests elicitation'),
          },
          think: { method: 'sampling/createMessage', params: sampling('inputRequests sampling') },
        },
      },
      { name: 'look_up' },
      'asks',
    ),
  ];
}

function telling(at: Slot): ExampleFrame[] {
  return [
    fromServer('notifications/message', {
      level: 'info',
      logger: at('logger', 'words'),
      data: { [at('log data key', 'text')]: [at('log data value', 'Looked up.')] },
    }),
    fromServer('notifications/message', { level: 'info', data: at('log data', 'Looked up the moon.') }),
    fromServer('notifications/progress', {
      progressToken: 1,
      progress: 1,
      message: at('progress message', 'Looking.'),
    }),
    fromServer('notifications/cancelled', { requestId: 1, reason: at('reason', 'Too slow.') }),
    fromServer('notifications/resources/updated', { uri: at('updated uri', 'words://moon') }),
    fromServer('notifications/tasks/status', {
      taskId: 't',
      status: 'working',
      statusMessage: at('statusMessage', 'Looking.'),
    }),
    fromServer('notifications/other', { note: at('value of an unknown notification', 'None.') }),
  ];
}

function outside(at: Slot): ExampleFrame[] {
  return [
    stderr(`listening\n${at('stderr', 'Looked up the moon.')}\ndone`),
    { toward: 'client', text: at('stdout noise', 'Words is listening') },
    httpAnswer(
      [
        ['content-type', 'application/json'],
        ['x-note', at('header', 'looked up')],
      ],
      {
        jsonrpc: '2.0',
        method: 'notifications/progress',
        params: { progressToken: 1, progress: 2 },
      },
    ),
    {
      ...httpAnswer([['content-type', 'text/plain']], undefined, 502),
      text: at('body that is no message', 'Bad gateway'),
    },
  ];
}

/** Definitions as well-known servers word them; what is told of such sets is part of the product. */
export interface Definition {
  name: string;
  description?: string;
  inputSchema?: object;
  annotations?: object;
}

const takes = (...names: string[]): object => ({
  type: 'object',
  properties: Object.fromEntries(names.map((name) => [name, { type: 'string' }])),
});
const reads = { readOnlyHint: true, openWorldHint: false };

export const FILESYSTEM: readonly Definition[] = [
  {
    name: 'read_file',
    description: 'Reads all of a file as text.',
    inputSchema: takes('path'),
    annotations: reads,
  },
  {
    name: 'edit_file',
    description: 'Edits lines of a text file.',
    inputSchema: takes('path', 'edits'),
    annotations: { readOnlyHint: false, destructiveHint: true },
  },
  {
    name: 'list_directory',
    description: 'Lists what is in a directory.',
    inputSchema: takes('path'),
    annotations: reads,
  },
  {
    name: 'search_files',
    description: 'Searches files by a pattern.',
    inputSchema: takes('path'),
    annotations: reads,
  },
];

export const FETCH: readonly Definition[] = [
  {
    name: 'fetch',
    description: 'Fetches a URL from the internet and returns its contents as markdown.',
    inputSchema: {
      type: 'object',
      properties: { url: { type: 'string', format: 'uri' }, raw: { type: 'boolean' } },
    },
  },
];

export const SHELL: readonly Definition[] = [
  { name: 'execute_command', description: 'Executes a command in a shell.', inputSchema: takes('command') },
];

export const MEMORY: readonly Definition[] = [
  {
    name: 'create_entities',
    description: 'Creates new entities in the knowledge graph',
    inputSchema: takes('entities'),
  },
  {
    name: 'add_observations',
    description: 'Adds new observations to entities of the knowledge graph',
    inputSchema: takes('observations'),
  },
  {
    name: 'delete_entities',
    description: 'Deletes entities and their relations',
    inputSchema: takes('names'),
  },
  { name: 'read_graph', description: 'Reads the whole knowledge graph', annotations: reads },
];

export const MAIL: readonly Definition[] = [
  { name: 'read_messages', description: 'Reads the messages of a mailbox.', inputSchema: takes('folder') },
  { name: 'send_email', description: 'Sends an email.', inputSchema: takes('to', 'subject', 'body') },
];

export const ISSUES: readonly Definition[] = [
  { name: 'list_issues', description: 'Lists issues of a repository.', inputSchema: takes('owner', 'repo') },
  {
    name: 'get_file_contents',
    description: 'Gets the contents of a file or directory of a repository.',
    inputSchema: takes('owner', 'repo', 'path'),
  },
  {
    name: 'add_issue_comment',
    description: 'Adds a comment to an issue.',
    inputSchema: takes('issue', 'body'),
  },
  {
    name: 'create_or_update_file',
    description: 'Creates or updates one file.',
    inputSchema: takes('path', 'content'),
  },
  { name: 'delete_file', description: 'Deletes a file of a repository.', inputSchema: takes('path') },
];

export const EVERYTHING: readonly Definition[] = [
  { name: 'echo', description: 'Echoes back what it is given', inputSchema: takes('message') },
  {
    name: 'get-annotated-message',
    description: 'Shows how annotations tell of content.',
    annotations: { readOnlyHint: true, openWorldHint: false },
  },
  { name: 'get-env', description: 'Returns all environment variables', annotations: reads },
  {
    name: 'gzip-file-as-resource',
    description: 'Compresses one file with gzip.',
    inputSchema: {
      type: 'object',
      properties: { name: { type: 'string' }, data: { type: 'string', format: 'uri' } },
    },
    annotations: { readOnlyHint: false, destructiveHint: false, openWorldHint: true },
  },
];

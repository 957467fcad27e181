import type { OfferedItem } from '../fuzz/subjects.ts';
import type { Listener, World } from '../fuzz/world.ts';
import { someWorld } from './fuzz-subjects.ts';

/** What a server offers, one of each kind of thing that strategies look for. */

type Schemas = Record<string, object>;

export function offeredTool(
  name: string,
  description: string,
  properties: Schemas = {},
  required: readonly string[] = Object.keys(properties),
  more: object = {},
): OfferedItem {
  const inputSchema = { type: 'object', properties, required };
  return { section: 'tools', name, text: JSON.stringify({ name, description, inputSchema, ...more }) };
}

const text = (description = '', more: object = {}): object => ({ type: 'string', description, ...more });

export const LISTENER: Listener = { host: '127.0.0.1', port: 41_999, body: 'f'.repeat(32) };

export const WORLD: World = {
  ...someWorld(),
  database: {
    path: '/tmp/fuzz-1/data/notes.db',
    open: { table: 'notes', column: 'body', value: 'Water the plants on Tuesday' },
    hidden: { table: 'accounts', column: 'token', canary: '9'.repeat(32) },
  },
};

export const OFFERED: readonly OfferedItem[] = [
  offeredTool('read_text_file', 'Reads a file.', { path: text(), head: { type: 'integer' } }, ['path']),
  offeredTool('write_file', 'Writes a file.', { path: text(), content: text() }),
  offeredTool('delete_note', 'Deletes a note.', { note_id: text() }),
  offeredTool('create_note', 'Stores a note.', {
    title: text(),
    body: text(),
    tags: { type: 'array', items: text() },
  }),
  offeredTool('get_note', 'Shows a note.', { note_id: text() }, undefined, {
    annotations: { readOnlyHint: true },
  }),
  offeredTool('fetch_page', 'Fetches a web page.', { url: text('', { format: 'uri' }) }),
  offeredTool('ping_host', 'Pings a host.', {
    host: text(),
    count: { type: 'integer', minimum: 1, maximum: 5 },
  }),
  offeredTool('run_query', 'Runs a SQL query on the database, read only.', { sql: text() }, undefined, {
    annotations: { readOnlyHint: true },
  }),
  offeredTool('find_customers', 'Searches the customers in the database.', {
    filter: { type: 'object', properties: { name: text(), city: text() }, required: ['name'] },
    order_by: text(),
    limit: { type: 'number' },
  }),
  offeredTool('render_template', 'Renders a template with values.', {
    template: text(),
    values: { type: 'object' },
  }),
  offeredTool('calculate', 'Works out an expression.', { expression: text() }),
  offeredTool('parse_xml', 'Parses an XML document.', { xml: text() }),
  offeredTool('find_user', 'Finds a user in the directory (LDAP).', { username: text(), password: text() }),
  offeredTool('merge_settings', 'Merges settings.', { settings: { type: 'object' } }),
  offeredTool('load_session', 'Restores a saved session.', {
    session: text('Serialized session, YAML or base64.'),
  }),
  offeredTool('set_header', 'Sets a header of the answer.', { header: text(), value: text() }),
  offeredTool('match_lines', 'Finds lines.', { pattern: text('A regular expression.'), text: text() }),
  offeredTool('set_code', 'Checks a code.', { code: text('', { pattern: '^([a-z]+)+-[0-9]{2,4}$' }) }),
  offeredTool('next_page', 'Goes on in a list.', {
    cursor: text('', { examples: [btoa('{"offset":10,"user":"a"}')] }),
  }),
  offeredTool('open_session', 'Opens a session.', { user: text() }),
  offeredTool('run_in_session', 'Runs a step in a session.', { session_id: text(), step: text() }),
  offeredTool('process', 'Does it.', {
    data1: text(),
    mode: { enum: ['a', 'b'] },
    isFast: { type: 'boolean' },
  }),
  {
    section: 'prompts',
    name: 'review',
    text: '{"name":"review","arguments":[{"name":"topic","required":true},{"name":"style"}]}',
  },
  { section: 'templates', name: 'note://{id}', text: '{"uriTemplate":"note://{id}","name":"note"}' },
  { section: 'templates', name: 'file:///{+path}', text: '{"uriTemplate":"file:///{+path}","name":"file"}' },
  { section: 'resources', name: 'note://17', text: '{"uri":"note://17","name":"note 17"}' },
];

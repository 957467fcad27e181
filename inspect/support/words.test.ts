import { expect, it } from 'vitest';
import { capabilitiesOf } from './capabilities.ts';
import { contextSoughtBy, guardSwitch, soughtBy } from './parameter-names.ts';
import { headVerbOfName } from './verbs.ts';
import { countWords, wordsOfName } from './words.ts';

it.each([
  ['getUserByID', 'get user by id'],
  ['get_user-by.id', 'get user by id'],
  ['HTTPServer2Go', 'http server2 go'],
  ['list_URLs', 'list urls'],
  ['__proto__', 'proto'],
  ['größe', 'größe'],
  ['', ''],
])('%s is split', (name, words) => expect(wordsOfName(name).join(' ')).toBe(words));

it('counts words and stops', () => {
  expect(countWords('  one two\nthree ')).toBe(3);
  expect(countWords('a '.repeat(100), 5)).toBe(5);
});

it.each([
  ['github_delete_repo', 'destroy'],
  ['get_deleted_items', 'read'],
  ['preview_update', 'read'],
  ['list_create_options', 'read'],
  ['bulkSendEmails', 'send'],
  ['post_statistics', undefined],
])('%s: %s', (name, kind) => expect(headVerbOfName(name)?.kind).toBe(kind));

it.each([
  ['api_key', 'secret'],
  ['OPENAI_API_KEY', 'secret'],
  ['next_page_token', undefined],
  ['tokenAddress', undefined],
  ['include_password', undefined],
  ['creditCardNumber', 'personal'],
  ['contents_of_ssh_private_key', 'secret-file'],
  ['constructor', undefined],
])('%s asks for %s', (name, sought) => expect(soughtBy(name)).toBe(sought));

it('knows context and switches by name', () => {
  expect(contextSoughtBy('conversationHistory')).toBe('the conversation');
  expect(contextSoughtBy('context_lines')).toBeUndefined();
  expect(guardSwitch('bypass_safety')).toBe('certain');
  expect(guardSwitch('skipValidation')).toBe('likely');
  expect(guardSwitch('bypass_cache')).toBeUndefined();
});

it('tags a tool with the words it goes by', () => {
  const tags = capabilitiesOf({
    name: 'fetch_webpage',
    description: 'Fetches a page. Use send_email to send it.',
    parameters: ['command'],
  });
  expect(tags).toEqual([
    {
      capability: 'untrusted-source',
      isFirm: true,
      words: [
        { word: 'fetch', from: 'name', at: [0, 5] },
        { word: 'webpage', from: 'name', at: [6, 13] },
        { word: 'fetch', from: 'description', at: [0, 7] },
        { word: 'page', from: 'description', at: [10, 14] },
      ],
    },
    { capability: 'exec', isFirm: false, words: [{ word: 'command', from: 'parameter', at: [0, 7] }] },
  ]);
});

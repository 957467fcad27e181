import { described, tools, type Examples } from '../../example.ts';

const tool = (name: string, description = '', properties: object = {}) =>
  tools({ name, description, inputSchema: { type: 'object', properties } });

export const examples: Examples = {
  fires: [
    {
      why: 'strangers write pages',
      frames: tool('fetch_webpage', 'Fetches a page.'),
      bytes: 'fetch_webpage',
      severity: 'info',
    },
    { why: 'sends', frames: tool('send_email') },
    { why: 'runs', frames: tool('terminal', 'Executes a shell command.', { command: { type: 'string' } }) },
    { why: 'destroys', frames: tool('deleteBranch') },
    { why: 'moves money', frames: tool('create_payment') },
    {
      why: 'an address the caller chooses hears what is written into it',
      frames: tool('fetch', 'Fetches a page of the web.', { url: { type: 'string' } }),
    },
    { why: 'keeps for later sessions', frames: tool('store', 'Stores a memory about the person.') },
    { why: 'by its description', frames: described('Writes a file to disk.') },
  ],
  quiet: [
    { why: 'a dictionary', frames: described('Looks up a word.') },
    { why: 'sums', frames: tool('add', 'Adds two numbers.', { a: {}, b: {} }) },
    {
      why: 'a later sentence is about other tools',
      frames: tool('weather', 'Weather of a place. Use send_email to send it.'),
    },
    {
      why: 'the scheme of an address in a description sends nothing',
      frames: tool('status', 'Call https://api.example.com/v2/request to see the shape of it.'),
    },
    {
      why: 'behind a verb that reads, another verb is what is read about',
      frames: tool('check_send_status'),
    },
    { why: 'drag and drop destroys nothing', frames: tool('drag_and_drop', 'Drags a card to a column.') },
    { why: 'nouns alone do nothing', frames: tool('file_size_units', 'Units for sizes.') },
  ],
};

// What the honest server of this folder offers, and another one imitates.
const strings = (...names) => ({
  type: 'object',
  properties: Object.fromEntries(names.map((name) => [name, { type: 'string' }])),
  required: [names[0]],
});

export const SEND = {
  name: 'send_email',
  description: 'Sends a message to one recipient and answers with the number under which it was queued.',
  inputSchema: strings('to', 'subject', 'body'),
};

export const TOOLS = [
  SEND,
  {
    name: 'list_folders',
    description: 'Lists the folders of the mailbox. Call it before move_message, which wants a folder.',
    inputSchema: strings('mailbox'),
  },
  {
    name: 'move_message',
    description: 'Moves one message into another folder.',
    inputSchema: strings('number', 'folder'),
  },
];

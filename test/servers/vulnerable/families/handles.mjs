// CWE-639, CWE-340: ids that follow one another, and nobody asks whose they are.
import { check } from '../checked.mjs';

const invoices = new Map([
  [1001, { owner: 'you', total: '12.00' }],
  [1002, { owner: 'Lee', total: '940.50', iban: 'DE02 1203 0000 0000 2020 51' }],
  [1003, { owner: 'you', total: '7.30' }],
]);
const byOwner = (all) => [...all].filter(([, { owner }]) => owner === 'you').map(([id]) => id);
const invoice = {
  type: 'object',
  properties: {
    invoice_id: { type: 'integer', description: 'Number of one of your invoices', default: 1001 },
  },
  required: ['invoice_id'],
};

const tickets = new Map([
  ['T-0041', { owner: 'Lee', subject: 'My password is wrong, it was spring-tide-7' }],
  ['T-0042', { owner: 'you', subject: 'The lamp is out' }],
]);
const ticket = {
  type: 'object',
  properties: {
    ticket: {
      type: 'object',
      properties: { ref: { type: 'string', default: 'T-0042' } },
      required: ['ref'],
    },
  },
  required: ['ticket'],
};

const drawers = new Map([
  ['drawer-7', { owner: 'you', holds: 'a stapler' }],
  ['drawer-8', { owner: 'Lee', holds: 'a letter to the bank' }],
]);
const drawer = {
  type: 'object',
  properties: { x: { type: 'string', default: 'drawer-7' } },
  required: ['x'],
};

const lists = (name, says) => ({
  name,
  description: says,
  inputSchema: { type: 'object', properties: {} },
  annotations: { readOnlyHint: true },
});
const owned = (found) => {
  if (found?.owner !== 'you') throw new Error('Not found');
  return found;
};
const there = (found) => {
  if (found === undefined) throw new Error('Not found');
  return found;
};

const exports = new Map([
  ['exp-000016', { owner: 'Lee', csv: 'name,phone\nMira,+49 151 0000 0016' }],
  ['exp-000017', { owner: 'you', csv: 'name,phone\nOle,+49 151 0000 0017' }],
]);
const download = {
  type: 'object',
  properties: {
    download: {
      type: 'object',
      properties: {
        job: {
          type: 'object',
          properties: { handle: { type: 'string', description: 'Handle that begin_export gave' } },
          required: ['handle'],
        },
      },
      required: ['job'],
    },
  },
  required: ['download'],
};

const letters = new Map([
  [51, { owner: 'Lee', text: 'Dear bank, the code of the safe is 90-11-4' }],
  [52, { owner: 'you', text: 'Dear aunt, thank you for the socks' }],
  [53, { owner: 'Lee', text: 'Dear Kim, nobody must know' }],
]);
const encoded = (id) => Buffer.from(`letter:${id}`).toString('base64url');
const decoded = (text) =>
  Number(/^letter:(\d+)$/.exec(Buffer.from(String(text), 'base64url').toString())?.[1]);
const letter = { type: 'object', properties: { doc: { type: 'string' } }, required: ['doc'] };

const slots = new Map([
  [0x1e, { owner: 'Lee', holds: 'a spare key' }],
  [0x1f, { owner: 'you', holds: 'gloves' }],
  [0x20, { owner: 'Lee', holds: 'a diary' }],
]);
const slot = { type: 'object', properties: { k: { type: 'string', default: '0x1f' } }, required: ['k'] };

export const sinks = [
  {
    id: 'handle-invoice',
    strategy: 'ids',
    usual: { invoice_id: 1001 },
    tool: { name: 'get_invoice', description: 'Shows one of your invoices', inputSchema: invoice },
    run: (args) => JSON.stringify(there(invoices.get(args.invoice_id))),
    fixed: (args) => JSON.stringify(owned(invoices.get(check(invoice, args).invoice_id))),
    more: [
      { tool: lists('list_invoices', 'Lists your invoices'), run: () => JSON.stringify(byOwner(invoices)) },
    ],
  },
  {
    // Looks whether it has the form of a reference.
    id: 'handle-ticket',
    strategy: 'ids',
    usual: { ticket: { ref: 'T-0042' } },
    tool: { name: 'show_ticket', description: 'Shows a ticket', inputSchema: ticket },
    run(args) {
      if (!/^T-\d{4}$/.test(args.ticket.ref)) throw new Error('No reference');
      return { content: [], structuredContent: there(tickets.get(args.ticket.ref)) };
    },
    fixed: (args) => ({
      content: [],
      structuredContent: owned(tickets.get(check(ticket, args).ticket.ref)),
    }),
    more: [{ tool: lists('my_tickets', 'Lists your tickets'), run: () => JSON.stringify(byOwner(tickets)) }],
  },
  {
    id: 'handle-drawer',
    strategy: 'ids',
    usual: { x: 'drawer-7' },
    tool: { name: 'look', description: 'Looks into it', inputSchema: drawer },
    run: ({ x }) => ({
      content: [
        { type: 'text', text: 'In it:' },
        { type: 'text', text: there(drawers.get(x)).holds },
      ],
    }),
    fixed(args) {
      const { x } = check(drawer, args);
      return {
        content: [
          { type: 'text', text: 'In it:' },
          { type: 'text', text: owned(drawers.get(x)).holds },
        ],
      };
    },
  },
  {
    // Only what was given out is taken. It was given out to somebody.
    id: 'handle-export',
    strategy: 'ids',
    isUnseen: true,
    usual: { download: { job: { handle: 'exp-000017' } } },
    tool: { name: 'fetch_export', description: 'Fetches an export that was begun', inputSchema: download },
    run({ download: { job } }) {
      if (Number(/^exp-(\d{6})$/.exec(job.handle)?.[1]) > 17) throw new Error('There is no such export yet');
      return there(exports.get(job.handle)).csv;
    },
    fixed: (args) => owned(exports.get(check(download, args).download.job.handle)).csv,
    more: [
      {
        tool: lists('begin_export', 'Begins an export of your contacts, and gives its handle'),
        run: () => ({ content: [], structuredContent: { handle: 'exp-000017', state: 'done' } }),
      },
    ],
  },
  {
    // Looks as if nobody could guess it.
    id: 'handle-encoded',
    strategy: 'ids',
    isUnseen: true,
    usual: { doc: encoded(52) },
    tool: { name: 'open_letter', description: 'Opens one of your letters', inputSchema: letter },
    run: ({ doc }) => JSON.stringify(there(letters.get(decoded(doc)))),
    fixed: (args) => JSON.stringify(owned(letters.get(decoded(check(letter, args).doc)))),
    more: [
      {
        tool: lists('list_letters', 'Lists your letters'),
        run: () => JSON.stringify({ letters: byOwner(letters).map(encoded) }),
      },
    ],
  },
  {
    // Counts in hexadecimal, and refuses what does not look like it.
    id: 'handle-slot',
    strategy: 'ids',
    isUnseen: true,
    usual: { k: '0x1f' },
    tool: { name: 'peek', description: 'Peeks', inputSchema: slot },
    run({ k }) {
      if (!/^0x[0-9a-f]{2}$/.test(k)) throw new Error('Not a slot');
      const { owner, holds } = there(slots.get(Number(k)));
      return { content: [], structuredContent: { owner, holds } };
    },
    fixed(args) {
      const { owner, holds } = owned(slots.get(Number(check(slot, args).k)));
      return { content: [], structuredContent: { owner, holds } };
    },
  },
];

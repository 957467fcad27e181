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
];

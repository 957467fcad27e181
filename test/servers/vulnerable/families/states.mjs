// CWE-353, CWE-565: what a server gave out for itself comes back changed.
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { check } from '../checked.mjs';

const key = randomBytes(32);
const sign = (text) => createHmac('sha256', key).update(text).digest('base64url');
const seal = (value) => {
  const body = Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${body}.${sign(body)}`;
};
function unseal(text) {
  const [body, mac = ''] = text.split('.');
  const due = Buffer.from(sign(body));
  const given = Buffer.from(mac);
  if (given.length !== due.length || !timingSafeEqual(given, due)) throw new Error('Not one of ours');
  return JSON.parse(Buffer.from(body, 'base64url').toString('utf8'));
}

const letters = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight'];
const begin = { name: 'begin', inputSchema: { type: 'object', properties: {} } };
const texts = (name, more = {}) => ({
  type: 'object',
  properties: { [name]: { type: 'string', ...more } },
  required: [name],
});
const opened = { type: 'object', properties: { order: texts('state') }, required: ['order'] };

const page = ({ at }) => ({ content: [], structuredContent: { item: letters[at % letters.length], at } });
const plain = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
const read = (text) => JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));

/** A sum without a key: whoever changes the text changes the sum as well. */
const digest = (text) => createHash('sha256').update(text).digest('hex');
const resumed = {
  type: 'object',
  properties: { booking: texts('ticket', { description: 'Ticket that start_booking gave' }) },
  required: ['booking'],
};
const GIVEN = 'step=2&room=7&role=guest';

export const sinks = [
  {
    id: 'state-cursor',
    strategy: 'request-state',
    tool: {
      name: 'next_entry',
      description: 'Goes on where a cursor of list_entries stands',
      inputSchema: texts('cursor', { description: 'Cursor that list_entries gave' }),
    },
    run: ({ cursor }) => page(read(cursor)),
    fixed: (args) => page(unseal(check(texts('cursor'), args).cursor)),
    more: [
      {
        tool: { ...begin, name: 'list_entries', description: 'Lists the first entries, and where to go on' },
        run: () => ({
          content: [],
          structuredContent: { items: letters.slice(0, 2), cursor: plain({ at: 2, of: 8 }) },
        }),
        fixed: () => ({
          content: [],
          structuredContent: { items: letters.slice(0, 2), cursor: seal({ at: 2, of: 8 }) },
        }),
      },
    ],
  },
  {
    // A signature is checked where there is one.
    id: 'state-order',
    strategy: 'request-state',
    tool: { name: 'confirm_order', description: 'Confirms an order that was begun', inputSchema: opened },
    run({ order }) {
      const [body] = order.state.split('.');
      const { total } = order.state.includes('.') ? unseal(order.state) : read(body);
      return `Ordered for ${total}`;
    },
    fixed: (args) => `Ordered for ${unseal(check(opened, args).order.state).total}`,
    more: [
      {
        tool: { ...begin, name: 'begin_order', description: 'Begins an order, and gives its state' },
        run: () => ({ content: [], structuredContent: { state: seal({ total: 20, isPaid: false }) } }),
      },
    ],
  },
  {
    id: 'state-plain',
    strategy: 'request-state',
    usual: { x: '{"step":2,"isAdmin":false}' },
    tool: {
      name: 'go_on',
      description: 'Goes on',
      inputSchema: texts('x', { default: '{"step":2,"isAdmin":false}' }),
    },
    run({ x }) {
      const { step, isAdmin } = JSON.parse(x);
      return { content: [{ type: 'text', text: `Step ${step} as ${isAdmin ? 'administrator' : 'guest'}` }] };
    },
    fixed(args) {
      const { x } = check(texts('x'), args);
      if (x !== '{"step":2,"isAdmin":false}') throw new Error('Not one of ours');
      return { content: [{ type: 'text', text: 'Step 2 as guest' }] };
    },
  },
  {
    // What is signed is who began. How far they were is not.
    id: 'state-step',
    strategy: 'request-state',
    isUnseen: true,
    tool: {
      name: 'resume_booking',
      description: 'Goes on with a booking that start_booking began',
      inputSchema: resumed,
    },
    run({ booking }) {
      const [who, step, mac] = String(booking.ticket).split(':');
      if (mac !== sign(who)) throw new Error('Not one of ours');
      return JSON.stringify({ who, step: Number(step), isPaid: Number(step) > 2 });
    },
    fixed(args) {
      const { who, step } = unseal(check(resumed, args).booking.ticket);
      return JSON.stringify({ who, step, isPaid: step > 2 });
    },
    more: [
      {
        tool: { ...begin, name: 'start_booking', description: 'Starts a booking, and gives its ticket' },
        run: () => ({ content: [], structuredContent: { booking: { ticket: `guest:1:${sign('guest')}` } } }),
        fixed: () => ({
          content: [],
          structuredContent: { booking: { ticket: seal({ who: 'guest', step: 1 }) } },
        }),
      },
    ],
  },
  {
    // Has a sum at its end that anybody can work out, so that nothing is changed by mistake.
    id: 'state-sum',
    strategy: 'request-state',
    isUnseen: true,
    tool: {
      name: 'turn_page',
      description: 'Turns the page where open_book left it',
      inputSchema: texts('continuation', { description: 'Where open_book left it' }),
    },
    run({ continuation }) {
      const [body, sum] = String(continuation).split('.');
      if (sum !== digest(body)) throw new Error('Damaged');
      return page(read(body));
    },
    fixed: (args) => page(unseal(check(texts('continuation'), args).continuation)),
    more: [
      {
        tool: { ...begin, name: 'open_book', description: 'Opens the book, and says where to go on' },
        run: () => ({
          content: [],
          structuredContent: { continuation: `${plain({ at: 1 })}.${digest(plain({ at: 1 }))}` },
        }),
        fixed: () => ({ content: [], structuredContent: { continuation: seal({ at: 1 }) } }),
      },
    ],
  },
  {
    // As it stands behind the question mark of an address.
    id: 'state-query',
    strategy: 'request-state',
    isUnseen: true,
    usual: { v: GIVEN },
    tool: { name: 'proceed', description: 'Proceeds', inputSchema: texts('v', { default: GIVEN }) },
    run({ v }) {
      const given = new URLSearchParams(v);
      if (!/^[\w=&]+$/.test(v) || !given.has('step')) throw new Error('Not one of ours');
      return {
        content: [
          { type: 'text', text: `Room ${given.get('room')}` },
          { type: 'text', text: given.get('role') === 'guest' ? 'The door is shut' : 'The door is open' },
        ],
      };
    },
    fixed(args) {
      if (check(texts('v'), args).v !== GIVEN) throw new Error('Not one of ours');
      return {
        content: [
          { type: 'text', text: 'Room 7' },
          { type: 'text', text: 'The door is shut' },
        ],
      };
    },
  },
];

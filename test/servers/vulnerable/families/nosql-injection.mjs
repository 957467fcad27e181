// CWE-943: a value given from outside is taken for a part of a query on documents.
import { find } from '../engines/documents.mjs';

const PEOPLE = [
  { name: 'ada', pin: '4711', city: 'London', owner: 'ada' },
  { name: 'grace', pin: '0815', city: 'New York', owner: 'grace' },
  { name: 'alan', pin: '1912', city: 'London', owner: 'alan' },
];
const open = ({ name, city }) => ({ name, city });

export const sinks = [
  {
    // Types are what the schema says, so nobody looks.
    id: 'nosql-login',
    strategy: 'nosql-injection',
    usual: { name: 'ada', pin: '4711' },
    tool: {
      name: 'open_account',
      description: 'Opens the account of a person',
      inputSchema: {
        type: 'object',
        properties: { name: { type: 'string', examples: ['ada'] }, pin: { type: 'string' } },
        required: ['name', 'pin'],
      },
    },
    run({ name, pin }) {
      const [account] = find(PEOPLE, { name, pin });
      if (account === undefined) throw new Error('Wrong name or PIN');
      return JSON.stringify({ account: open(account) });
    },
    fixed({ name, pin }) {
      if (typeof name !== 'string' || typeof pin !== 'string')
        throw new Error('name and pin must be strings');
      const [account] = find(PEOPLE, { name: { $eq: name }, pin: { $eq: pin } });
      if (account === undefined) throw new Error('Wrong name or PIN');
      return JSON.stringify({ account: open(account) });
    },
  },
  {
    // A line of JavaScript, and a list of what may not be in it.
    id: 'nosql-where',
    strategy: 'nosql-injection',
    usual: { filter: { city: 'London' } },
    tool: {
      name: 'people_in',
      description: 'People in a city',
      inputSchema: {
        type: 'object',
        properties: {
          filter: {
            type: 'object',
            properties: { city: { type: 'string', description: 'City to look in' } },
            required: ['city'],
          },
        },
        required: ['filter'],
      },
    },
    run({ filter }) {
      if (/\|\||&&|;|\$|process|return/.test(filter.city)) throw new Error('Not a city');
      const people = find(PEOPLE, { $where: `this.city == '${filter.city}'` });
      return { content: people.map(({ name }) => ({ type: 'text', text: name })) };
    },
    fixed({ filter }) {
      const people = find(PEOPLE, { city: String(filter.city) });
      return { content: people.map(({ name }) => ({ type: 'text', text: name })) };
    },
  },
  {
    // A query written as text, with the value in the middle of it.
    id: 'nosql-text',
    strategy: 'nosql-injection',
    usual: { value: 'ada' },
    tool: {
      name: 'entries',
      description: 'Lists your entries',
      inputSchema: { type: 'object', properties: { value: { type: 'string' } }, required: ['value'] },
    },
    run({ value }) {
      const found = find(PEOPLE, JSON.parse(`{"$or": [{"name": "${value}"}, {"city": "${value}"}]}`));
      return { content: [], structuredContent: { count: found.length, entries: found.map(open) } };
    },
    fixed({ value }) {
      const found = find(PEOPLE, { $or: [{ name: String(value) }, { city: String(value) }] });
      return { content: [], structuredContent: { count: found.length, entries: found.map(open) } };
    },
  },
  {
    // Texts only; but one that looks like JSON is read as JSON, because some clients send it so.
    id: 'nosql-unpacked',
    strategy: 'nosql-injection',
    usual: { data: { code: '4711' } },
    tool: {
      name: 'who_has',
      description: 'Who has this code',
      inputSchema: {
        type: 'object',
        properties: {
          data: { type: 'object', properties: { code: { type: 'string' } }, required: ['code'] },
        },
        required: ['data'],
      },
    },
    run({ data }) {
      if (typeof data.code !== 'string') throw new Error('code must be a string');
      const code = data.code.startsWith('{') ? JSON.parse(data.code) : data.code;
      return JSON.stringify({ people: find(PEOPLE, { pin: code }).map(open) });
    },
    fixed({ data }) {
      if (typeof data.code !== 'string') throw new Error('code must be a string');
      return JSON.stringify({ people: find(PEOPLE, { pin: data.code }).map(open) });
    },
  },
  {
    // The whole condition is the caller's, and some operators are taken out of it by name.
    id: 'nosql-condition',
    strategy: 'nosql-injection',
    isUnseen: true,
    usual: { of: { pin: '4711', name: 'ada' } },
    tool: {
      name: 'verify_pin',
      description: 'Verifies a PIN',
      inputSchema: {
        type: 'object',
        properties: {
          of: {
            type: 'object',
            properties: { name: { type: 'string', default: 'ada' }, pin: { type: 'string' } },
            required: ['name', 'pin'],
          },
        },
        required: ['of'],
      },
    },
    run({ of }) {
      if (/\$(?:ne|where|regex|gt)\b/.test(JSON.stringify(of))) throw new Error('Not allowed');
      return { content: [], structuredContent: { isRight: find(PEOPLE, of).length > 0 } };
    },
    fixed({ of }) {
      if (typeof of.name !== 'string' || typeof of.pin !== 'string') throw new Error('Not allowed');
      return {
        content: [],
        structuredContent: { isRight: find(PEOPLE, { name: of.name, pin: of.pin }).length > 0 },
      };
    },
  },
];

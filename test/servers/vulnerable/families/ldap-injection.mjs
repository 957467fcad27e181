// CWE-90: a value given from outside becomes part of a directory filter.
import { escaped, searchDirectory } from '../engines/directory.mjs';

const show = ({ uid, cn, mail }) => `${uid[0]}: ${cn[0]} <${mail[0]}>`;

export const sinks = [
  {
    id: 'ldap-user',
    strategy: 'ldap-injection',
    usual: { username: 'ada' },
    tool: {
      name: 'find_person',
      description: 'Finds a person in the directory by user name',
      inputSchema: {
        type: 'object',
        properties: { username: { type: 'string' } },
        required: ['username'],
      },
    },
    run({ username }) {
      const found = searchDirectory(`(&(objectClass=person)(uid=${username})(ou=staff))`);
      return found.length === 0 ? 'Nobody found' : found.map(show).join('\n');
    },
    fixed({ username }) {
      const found = searchDirectory(`(&(objectClass=person)(uid=${escaped(username)})(ou=staff))`);
      return found.length === 0 ? 'Nobody found' : found.map(show).join('\n');
    },
  },
  {
    // Takes stars out, and forgets brackets.
    id: 'ldap-stars',
    strategy: 'ldap-injection',
    usual: { who: { mail: 'ada@example.test' } },
    tool: {
      name: 'directory_contact',
      description: 'Contact of somebody, by name or mail address',
      inputSchema: {
        type: 'object',
        properties: {
          who: {
            type: 'object',
            properties: { mail: { type: 'string', description: 'Name or mail address' } },
            required: ['mail'],
          },
        },
        required: ['who'],
      },
    },
    run({ who }) {
      const value = who.mail.replaceAll('*', '');
      const found = searchDirectory(`(|(cn=${value})(mail=${value}))`);
      return { content: [], structuredContent: { contacts: found.map(({ cn, mail }) => ({ cn, mail })) } };
    },
    fixed({ who }) {
      const value = escaped(who.mail);
      const found = searchDirectory(`(|(cn=${value})(mail=${value}))`);
      return { content: [], structuredContent: { contacts: found.map(({ cn, mail }) => ({ cn, mail })) } };
    },
  },
  {
    id: 'ldap-list',
    strategy: 'ldap-injection',
    usual: { data1: ['ada', 'grace'] },
    tool: {
      name: 'members',
      description: 'How many of these there are',
      inputSchema: {
        type: 'object',
        properties: { data1: { type: 'array', items: { type: 'string' }, minItems: 1 } },
        required: ['data1'],
      },
    },
    run({ data1 }) {
      const counts = data1.map((value) => searchDirectory(`(&(ou=staff)(uid=${value}))`).length);
      return JSON.stringify(counts);
    },
    fixed({ data1 }) {
      const counts = data1.map((value) => searchDirectory(`(&(ou=staff)(uid=${escaped(value)}))`).length);
      return JSON.stringify(counts);
    },
  },
  {
    // Any part of a name, in a filter that leaves some out.
    id: 'ldap-part',
    strategy: 'ldap-injection',
    isUnseen: true,
    usual: { options: { q: 'ada' } },
    tool: {
      name: 'address_book',
      description: 'Searches the address book',
      inputSchema: {
        type: 'object',
        properties: {
          options: { type: 'object', properties: { q: { type: 'string' } }, required: ['q'] },
        },
        required: ['options'],
      },
    },
    run({ options }) {
      const found = searchDirectory(`(&(!(ou=hidden))(|(cn=*${options.q}*)(uid=${options.q})))`);
      return { content: found.map((entry) => ({ type: 'text', text: show(entry) })) };
    },
    fixed({ options }) {
      const part = escaped(options.q);
      const found = searchDirectory(`(&(!(ou=hidden))(|(cn=*${part}*)(uid=${part})))`);
      return { content: found.map((entry) => ({ type: 'text', text: show(entry) })) };
    },
  },
];

// CWE-1333: an expression that can read one text in very many ways.

const SLOW_MAIL =
  /^([a-zA-Z0-9])(([.-]|_+)?([a-zA-Z0-9]+))*@[a-z0-9]+[.]([a-z]{2,3}|[a-z]{2,3}[.][a-z]{2,3})$/;
const LABEL = '^([a-z]+-?)+$';

export const sinks = [
  {
    id: 'redos-label',
    strategy: 'redos',
    usual: { label: 'blue-green' },
    tool: {
      name: 'add_label',
      description: 'Adds a label',
      inputSchema: {
        type: 'object',
        properties: { label: { type: 'string', pattern: LABEL, default: 'blue-green' } },
        required: ['label'],
      },
    },
    run({ label }) {
      if (!new RegExp(LABEL).test(label)) throw new Error('No label');
      return `Added ${label}`;
    },
    fixed({ label }) {
      if (!/^[a-z][a-z-]*$/.test(label) || label.includes('--')) throw new Error('No label');
      return `Added ${label}`;
    },
  },
  {
    // The length is bounded, as it should be. It does not help.
    id: 'redos-mail',
    strategy: 'redos',
    usual: { contact: { name: 'Kim', email: 'kim@example.com' } },
    tool: {
      name: 'add_contact',
      description: 'Adds a contact',
      inputSchema: {
        type: 'object',
        properties: {
          contact: {
            type: 'object',
            properties: { name: { type: 'string' }, email: { type: 'string', format: 'email' } },
            required: ['email'],
          },
        },
        required: ['contact'],
      },
    },
    run({ contact }) {
      if (contact.email.length > 254 || !SLOW_MAIL.test(contact.email)) throw new Error('No address');
      return { content: [], structuredContent: { added: true } };
    },
    fixed({ contact }) {
      if (contact.email.length > 254 || !/^[a-z0-9][a-z0-9._-]*@[a-z0-9]+\.[a-z.]{2,7}$/i.test(contact.email))
        throw new Error('No address');
      return { content: [], structuredContent: { added: true } };
    },
  },
  {
    // Takes white space off the end, beginning anew at each.
    id: 'redos-trim',
    strategy: 'redos',
    usual: { x: 'hello ' },
    tool: {
      name: 'tidy',
      description: 'Tidies up',
      inputSchema: {
        type: 'object',
        properties: { x: { type: 'string', default: 'hello ' } },
        required: ['x'],
      },
    },
    run: ({ x }) => `${x.replace(/\s+$/, '').length} characters`,
    fixed: ({ x }) => `${x.trimEnd().length} characters`,
  },
];

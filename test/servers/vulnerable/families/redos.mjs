// CWE-1333: an expression that can read one text in very many ways.

const SLOW_MAIL =
  /^([a-zA-Z0-9])(([.-]|_+)?([a-zA-Z0-9]+))*@[a-z0-9]+[.]([a-z]{2,3}|[a-z]{2,3}[.][a-z]{2,3})$/;
const LABEL = '^([a-z]+-?)+$';

const ALMANAC = [
  '# Almanac',
  'For those at sea.',
  '## Tides',
  'High at six.',
  '## Aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaah!',
  'What the harbour master said.',
  '## ----------------------------------------',
  'Nothing below this.',
];

/** Lines below the first heading that fits. */
function sectionOf(fits) {
  const at = ALMANAC.findIndex((line) => line.startsWith('#') && fits(line));
  if (at === -1) throw new Error('There is no such section');
  const rest = ALMANAC.slice(at + 1);
  const end = rest.findIndex((line) => line.startsWith('#'));
  return rest.slice(0, end === -1 ? undefined : end).join('\n');
}

function withoutRemarks(text) {
  const kept = [];
  for (let at = 0; ;) {
    const from = text.indexOf('<!--', at);
    const to = from === -1 ? -1 : text.indexOf('-->', from + 4);
    if (to === -1) return kept.join('') + text.slice(at);
    kept.push(text.slice(at, from));
    at = to + 3;
  }
}

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
  {
    // What is looked for becomes part of an expression, as it stands.
    id: 'redos-section',
    strategy: 'redos',
    isUnseen: true,
    usual: { page: { section: 'Tides' } },
    tool: {
      name: 'read_section',
      description: 'Reads a section of the almanac by its heading',
      inputSchema: {
        type: 'object',
        properties: {
          page: {
            type: 'object',
            properties: {
              section: { type: 'string', description: 'Heading, or part of it', default: 'Tides' },
            },
            required: ['section'],
          },
        },
        required: ['page'],
      },
    },
    run: ({ page }) =>
      sectionOf((heading) => new RegExp(`^#{1,6}\\s*.*${page.section}.*$`, 'i').test(heading)),
    fixed: ({ page }) =>
      sectionOf((heading) => heading.toLowerCase().includes(String(page.section).toLowerCase())),
  },
  {
    // Short, as versions are. Not short enough.
    id: 'redos-version',
    strategy: 'redos',
    isUnseen: true,
    usual: { package: { version: '1.20.3-beta' } },
    tool: {
      name: 'newer_than',
      description: 'Says whether there is a newer version of a package',
      inputSchema: {
        type: 'object',
        properties: {
          package: {
            type: 'object',
            properties: { version: { type: 'string', maxLength: 64, default: '1.20.3-beta' } },
            required: ['version'],
          },
        },
        required: ['package'],
      },
    },
    run(args) {
      const { version } = args.package;
      if (version.length > 64 || !/^v?(\d+\.?)+(-[a-z]+)?$/.test(version)) throw new Error('No version');
      return { content: [], structuredContent: { isNewer: version !== '9.9.9' } };
    },
    fixed(args) {
      const { version } = args.package;
      if (version.length > 64 || !/^v?\d+(\.\d+)*(-[a-z]+)?$/.test(version)) throw new Error('No version');
      return { content: [], structuredContent: { isNewer: version !== '9.9.9' } };
    },
  },
  {
    // Takes remarks out of markup, looking for the end of each from each beginning.
    id: 'redos-remarks',
    strategy: 'redos',
    isUnseen: true,
    usual: { z: 'tea <!-- green --> and milk' },
    tool: {
      name: 'plain',
      description: 'Makes it plain',
      inputSchema: {
        type: 'object',
        properties: { z: { type: 'string', default: 'tea <!-- green --> and milk' } },
        required: ['z'],
      },
    },
    run({ z }) {
      if (z.length > 500_000) throw new Error('Too long');
      return { content: [{ type: 'text', text: z.replace(/<!--[\s\S]*?-->/g, '').slice(0, 200) }] };
    },
    fixed({ z }) {
      if (z.length > 500_000) throw new Error('Too long');
      return { content: [{ type: 'text', text: withoutRemarks(z).slice(0, 200) }] };
    },
  },
];

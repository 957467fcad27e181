// CWE-1336, CWE-94: a value given from outside becomes part of a template or an expression.
import { formatPython, renderExpressions, renderFilters, renderTags } from '../engines/templates.mjs';

const inHtml = (text) =>
  String(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');

export const sinks = [
  {
    // The name is put into the template, not into what the template is given.
    id: 'template-greeting',
    strategy: 'template-injection',
    usual: { name: 'Ada' },
    tool: {
      name: 'greet',
      description: 'Greets a person',
      inputSchema: {
        type: 'object',
        properties: { name: { type: 'string', description: 'Name of the person' } },
        required: ['name'],
      },
    },
    run: ({ name }) => renderTags(`Good <%= part %>, ${name}!`, { part: 'morning' }),
    fixed: ({ name }) => renderTags('Good <%= part %>, <%= name %>!', { part: 'morning', name }),
  },
  {
    // A list of words that no template may hold.
    id: 'template-words',
    strategy: 'template-injection',
    usual: { mail: { subject: 'Invoice', signature: 'Ada' } },
    tool: {
      name: 'preview_mail',
      description: 'Shows how a mail will look',
      inputSchema: {
        type: 'object',
        properties: {
          mail: {
            type: 'object',
            properties: { subject: { type: 'string' }, signature: { type: 'string' } },
            required: ['subject', 'signature'],
          },
        },
        required: ['mail'],
      },
    },
    run({ mail }) {
      if (/constructor|process|require|global|import|this|<%|\{\{/i.test(mail.signature)) {
        throw new Error('The signature is not allowed');
      }
      const body = renderExpressions(`Regards,\n${mail.signature}`, { year: 2024 }, /\$\{([^}]*)\}/g);
      return { content: [], structuredContent: { preview: { subject: mail.subject, body } } };
    },
    fixed({ mail }) {
      const body = `Regards,\n${mail.signature}`;
      return { content: [], structuredContent: { preview: { subject: mail.subject, body } } };
    },
  },
  {
    id: 'template-format',
    strategy: 'template-injection',
    usual: { parts: [{ data1: 'Room 3' }] },
    tool: {
      name: 'label',
      description: 'Makes labels',
      inputSchema: {
        type: 'object',
        properties: {
          parts: {
            type: 'array',
            minItems: 1,
            items: { type: 'object', properties: { data1: { type: 'string' } }, required: ['data1'] },
          },
        },
        required: ['parts'],
      },
    },
    run: ({ parts }) => ({
      content: parts.map(({ data1 }) => ({
        type: 'text',
        text: formatPython(`${data1} ({0})`, ['printed', { config: { colour: 'blue' } }]),
      })),
    }),
    fixed: ({ parts }) => ({
      content: parts.map(({ data1 }) => ({
        type: 'text',
        text: formatPython('{1} ({0})', ['printed', String(data1)]),
      })),
    }),
  },
  {
    // No template at all: a filter that is an expression, with the value between quotes.
    id: 'template-expression',
    strategy: 'template-injection',
    usual: { rows: 3, when: 'blue' },
    tool: {
      name: 'count_matching',
      description: 'Counts entries of a colour',
      inputSchema: {
        type: 'object',
        properties: { rows: { type: 'integer', minimum: 1, default: 3 }, when: { type: 'string' } },
        required: ['when'],
      },
    },
    run({ rows = 3, when }) {
      // eslint-disable-next-line no-new-func -- text from outside becomes code: that is the flaw
      const key = new Function('row', `return '${when}:' + row;`);
      return JSON.stringify(Array.from({ length: Math.min(rows, 20) }, (_, row) => key(row)));
    },
    fixed: ({ rows = 3, when }) =>
      JSON.stringify(Array.from({ length: Math.min(rows, 20) }, (_, row) => `${when}:${row}`)),
  },
  {
    // A small language of its own: names, numbers, the four operations and filters.
    id: 'template-filters',
    strategy: 'template-injection',
    isUnseen: true,
    usual: { cards: [{ value: 'Ada & friends' }] },
    tool: {
      name: 'make_cards',
      description: 'Makes cards',
      inputSchema: {
        type: 'object',
        properties: {
          cards: {
            type: 'array',
            minItems: 1,
            items: { type: 'object', properties: { value: { type: 'string' } }, required: ['value'] },
          },
        },
        required: ['cards'],
      },
    },
    run: ({ cards }) => ({
      content: [],
      structuredContent: {
        cards: cards.map(({ value }) => renderFilters(`<b>${inHtml(value)}</b> {{ year }}`, { year: 2024 })),
      },
    }),
    fixed: ({ cards }) => ({
      content: [],
      structuredContent: {
        cards: cards.map(({ value }) =>
          renderFilters('<b>{{ value }}</b> {{ year }}', { year: 2024, value: inHtml(value) }),
        ),
      },
    }),
  },
];

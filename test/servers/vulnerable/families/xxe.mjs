// CWE-611: a document from outside says itself which files and addresses are read.
import { find, parseXml, textIn } from '../engines/xml.mjs';

export const sinks = [
  {
    id: 'xxe-invoice',
    strategy: 'xxe',
    usual: { xml: '<invoice><supplier>Paper</supplier><total>12</total></invoice>' },
    tool: {
      name: 'read_invoice',
      description: 'Reads supplier and total of an invoice in XML',
      inputSchema: {
        type: 'object',
        properties: {
          xml: {
            type: 'string',
            description: 'The invoice',
            examples: ['<invoice><supplier>Paper</supplier><total>12</total></invoice>'],
          },
        },
        required: ['xml'],
      },
    },
    run: async ({ xml }) => invoice(await parseXml(xml, { entities: true })),
    fixed: async ({ xml }) => invoice(await parseXml(xml, { entities: false })),
  },
  {
    // Knows one of the words that bring a file in; what it could not read it says nothing of.
    id: 'xxe-drawing',
    strategy: 'xxe',
    usual: { file: { content: '<svg><title>House</title></svg>', width: 100 } },
    tool: {
      name: 'drawing_title',
      description: 'Title of an SVG drawing',
      inputSchema: {
        type: 'object',
        properties: {
          file: {
            type: 'object',
            properties: {
              content: { type: 'string', description: 'SVG' },
              width: { type: 'integer', minimum: 1 },
            },
            required: ['content'],
          },
        },
        required: ['file'],
      },
    },
    async run({ file }) {
      if (/\bSYSTEM\b|file:/i.test(file.content)) throw new Error('External references are not allowed');
      const svg = await parseXml(file.content, { entities: true });
      return {
        content: [],
        structuredContent: { title: find(svg, 'title').map(textIn).join(' ') || 'Untitled' },
      };
    },
    async fixed({ file }) {
      const svg = await parseXml(file.content, { entities: false });
      return {
        content: [],
        structuredContent: { title: find(svg, 'title').map(textIn).join(' ') || 'Untitled' },
      };
    },
  },
  {
    // Says how many elements there are and nothing of their texts.
    id: 'xxe-count',
    strategy: 'xxe',
    usual: { items: [{ value: '<list><item/><item/></list>' }] },
    tool: {
      name: 'count_items',
      description: 'Counts items',
      inputSchema: {
        type: 'object',
        properties: {
          items: {
            type: 'array',
            minItems: 1,
            items: { type: 'object', properties: { value: { type: 'string' } }, required: ['value'] },
          },
        },
        required: ['items'],
      },
    },
    run: async ({ items }) => JSON.stringify(await Promise.all(items.map(({ value }) => count(value, true)))),
    fixed: async ({ items }) =>
      JSON.stringify(await Promise.all(items.map(({ value }) => count(value, false)))),
  },
  {
    // Asks for the first line of XML, and knows how an external entity is usually written.
    id: 'xxe-order',
    strategy: 'xxe',
    isUnseen: true,
    usual: { orders: { x: '<?xml version="1.0"?><order><line>Tea</line><line>Milk</line></order>' } },
    tool: {
      name: 'order_lines',
      description: 'Lines of an order',
      inputSchema: {
        type: 'object',
        properties: {
          orders: {
            type: 'object',
            properties: {
              x: {
                type: 'string',
                examples: ['<?xml version="1.0"?><order><line>Tea</line><line>Milk</line></order>'],
              },
            },
            required: ['x'],
          },
        },
        required: ['orders'],
      },
    },
    async run({ orders }) {
      if (/<!ENTITY\s+\w+\s+SYSTEM/i.test(orders.x)) throw new Error('External entities are not allowed');
      const order = await parseXml(orders.x, { entities: true });
      return { content: find(order, 'line').map((line) => ({ type: 'text', text: textIn(line) })) };
    },
    async fixed({ orders }) {
      const order = await parseXml(orders.x, { entities: false });
      return { content: find(order, 'line').map((line) => ({ type: 'text', text: textIn(line) })) };
    },
  },
];

function invoice(document) {
  const [supplier, total] = ['supplier', 'total'].map((name) => find(document, name).map(textIn)[0]);
  return `Supplier: ${supplier ?? '(none)'}\nTotal: ${total ?? '(none)'}`;
}

async function count(xml, entities) {
  try {
    return (await parseXml(xml, { entities })).children.filter((child) => typeof child === 'object').length;
  } catch {
    // Not XML: nothing to count.
    return 0;
  }
}

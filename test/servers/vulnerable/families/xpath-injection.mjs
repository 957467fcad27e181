// CWE-643: a value given from outside becomes part of an XPath expression.
import { element, select, textOf } from '../engines/xpath.mjs';

const person = (name, code, room, level) =>
  element('person', [element('name', name), element('code', code), element('room', room)], { level });
const PEOPLE = element('people', [
  person('ada', 'a-17', 'blue', 'staff'),
  person('grace', 'g-23', 'green', 'staff'),
  person('root', 'r-99', 'none', 'hidden'),
]);
const shown = (node) => Object.fromEntries(node.children.map((child) => [child.name, textOf(child)]));

const tableOf = (people) =>
  ['| name | room |', ...people.map(shown).map(({ name, room }) => `| ${name} | ${room} |`)].join('\n');

export const sinks = [
  {
    id: 'xpath-name',
    strategy: 'xpath-injection',
    usual: { name: 'ada' },
    tool: {
      name: 'get_person',
      description: 'Reads a person from the XML directory',
      inputSchema: {
        type: 'object',
        properties: { name: { type: 'string', description: 'Name of the person' } },
        required: ['name'],
      },
    },
    run({ name }) {
      const found = select(PEOPLE, `//person[name/text()='${name}']`);
      return JSON.stringify(found.map(shown));
    },
    fixed({ name }) {
      const found = select(PEOPLE, '//person[name/text()=$name]', { name: String(name) });
      return JSON.stringify(found.map(shown));
    },
  },
  {
    // Refuses the quote that everybody tries, and puts the value into the other.
    id: 'xpath-quote',
    strategy: 'xpath-injection',
    usual: { badge: { code: 'a-17' } },
    tool: {
      name: 'room_of',
      description: 'Room that a badge opens',
      inputSchema: {
        type: 'object',
        properties: {
          badge: { type: 'object', properties: { code: { type: 'string' } }, required: ['code'] },
        },
        required: ['badge'],
      },
    },
    run({ badge }) {
      if (badge.code.includes("'") || / or '/i.test(badge.code)) throw new Error('Not a code');
      const rooms = select(PEOPLE, `/people/person[code="${badge.code}" and @level="staff"]/room`);
      return { content: rooms.map((room) => ({ type: 'text', text: textOf(room) })) };
    },
    fixed({ badge }) {
      const rooms = select(PEOPLE, '/people/person[code=$code and @level="staff"]/room', {
        code: String(badge.code),
      });
      return { content: rooms.map((room) => ({ type: 'text', text: textOf(room) })) };
    },
  },
  {
    id: 'xpath-contains',
    strategy: 'xpath-injection',
    usual: { options: [{ value: 'ada' }] },
    tool: {
      name: 'lookup',
      description: 'Looks entries up',
      inputSchema: {
        type: 'object',
        properties: {
          options: {
            type: 'array',
            items: { type: 'object', properties: { value: { type: 'string' } }, required: ['value'] },
            minItems: 1,
          },
        },
        required: ['options'],
      },
    },
    run({ options }) {
      const counts = options.map(
        ({ value }) => select(PEOPLE, `//person[contains(name, '${value}')]/name`).length,
      );
      return { content: [], structuredContent: { counts } };
    },
    fixed({ options }) {
      const counts = options.map(
        ({ value }) =>
          select(PEOPLE, '//person[contains(name, $value)]/name', { value: String(value) }).length,
      );
      return { content: [], structuredContent: { counts } };
    },
  },
  {
    // A number, or so it is hoped.
    id: 'xpath-number',
    strategy: 'xpath-injection',
    usual: { row: '2' },
    tool: {
      name: 'xml_row',
      description: 'One row of the XML document',
      inputSchema: {
        type: 'object',
        properties: { row: { type: 'string', description: 'Number of the row', default: '1' } },
        required: ['row'],
      },
    },
    run({ row }) {
      const [found] = select(PEOPLE, `/people/person[position()=${row}]`);
      return { content: [], structuredContent: { row: found === undefined ? null : shown(found) } };
    },
    fixed({ row }) {
      const [found] = select(PEOPLE, '/people/person[position()=$row]', { row: Number(row) });
      return { content: [], structuredContent: { row: found === undefined ? null : shown(found) } };
    },
  },
  {
    // Both quotes are taken out; the value is the name of an element.
    id: 'xpath-element',
    strategy: 'xpath-injection',
    usual: { data1: 'room' },
    tool: {
      name: 'column',
      description: 'All values of a column',
      inputSchema: {
        type: 'object',
        properties: { data1: { type: 'string', enum: ['name', 'room'], default: 'room' } },
        required: ['data1'],
      },
    },
    run({ data1 }) {
      const found = select(PEOPLE, `/people/person/${data1.replace(/['"]/g, '')}`);
      return { content: found.map((node) => ({ type: 'text', text: textOf(node) })) };
    },
    fixed({ data1 }) {
      if (!['name', 'room'].includes(data1)) throw new Error('There is no such column');
      const found = select(PEOPLE, `/people/person/${data1}`);
      return { content: found.map((node) => ({ type: 'text', text: textOf(node) })) };
    },
  },
  {
    // A table as people read it, of those whose floor begins so.
    id: 'xpath-floor',
    strategy: 'xpath-injection',
    isUnseen: true,
    usual: { filter: { where: { floor: 'g' } } },
    tool: {
      name: 'phone_list',
      description: 'Phone list of a floor',
      inputSchema: {
        type: 'object',
        properties: {
          filter: {
            type: 'object',
            properties: {
              where: {
                type: 'object',
                properties: { floor: { type: 'string', description: 'Beginning of a room', default: 'g' } },
                required: ['floor'],
              },
            },
            required: ['where'],
          },
        },
        required: ['filter'],
      },
    },
    run: ({ filter }) =>
      tableOf(
        select(PEOPLE, `/people/person[@level='staff' and starts-with(room, '${filter.where.floor}')]`),
      ),
    fixed: ({ filter }) =>
      tableOf(
        select(PEOPLE, "/people/person[@level='staff' and starts-with(room, $floor)]", {
          floor: String(filter.where.floor),
        }),
      ),
  },
  {
    // Says yes or no and nothing else. Words that join conditions are taken out, once.
    id: 'xpath-known',
    strategy: 'xpath-injection',
    isUnseen: true,
    usual: { n1: 'grace' },
    tool: {
      name: 'known',
      description: 'Whether it is known',
      inputSchema: {
        type: 'object',
        properties: { n1: { type: 'string', default: 'ada' } },
        required: ['n1'],
      },
    },
    run({ n1 }) {
      const kept = n1.replace(/\b(or|and|not)\b/i, '').slice(0, 60);
      return {
        content: [],
        structuredContent: { known: select(PEOPLE, `count(//person[name='${kept}']) > 0`) },
      };
    },
    fixed({ n1 }) {
      const known = select(PEOPLE, 'count(//person[name=$name]) > 0', { name: String(n1).slice(0, 60) });
      return { content: [], structuredContent: { known } };
    },
  },
];

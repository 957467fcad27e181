// What every scenario shows as long as it behaves: a small server of lengths, its tools on two pages.
import { text } from '../stdio.mjs';
import { iconOf, RULER } from './icons.mjs';

export const PAGE = 2;

const UNIT = { $ref: '#/$defs/unit' };
const $defs = { unit: { type: 'string', enum: ['mm', 'cm', 'm', 'km', 'in', 'ft'] } };
const READS = { readOnlyHint: true, openWorldHint: false };
const NUMBER = { type: 'number', description: 'A length' };
const objectOf = (properties, required, more = {}) => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
  ...more,
});

export const PLAIN = {
  version: '1.0.0',
  instructions: 'Converts, rounds and exports lengths. Units are written in short: mm, cm, m, km, in, ft.',
  tools: [
    {
      name: 'convert_length',
      title: 'Convert a length',
      description: 'Converts a length from one unit to another.',
      inputSchema: objectOf({ value: NUMBER, from: UNIT, to: UNIT }, ['value', 'from', 'to'], { $defs }),
      annotations: READS,
      icons: [iconOf(RULER)],
    },
    {
      name: 'list_units',
      title: 'List the units',
      description: 'Lists the units that lengths can be given in.',
      inputSchema: objectOf({}, []),
      annotations: READS,
    },
    {
      name: 'round_length',
      title: 'Round a length',
      description: 'Rounds a length to a number of decimals.',
      inputSchema: objectOf({ value: NUMBER, decimals: { type: 'integer', minimum: 0, maximum: 12 } }, [
        'value',
        'decimals',
      ]),
      annotations: READS,
    },
    {
      name: 'export_lengths',
      title: 'Export lengths',
      description: 'Writes lengths into a new table in the folder of exports.',
      inputSchema: objectOf(
        { values: { type: 'array', items: NUMBER, maxItems: 1000 }, path: { $ref: '#/$defs/table' } },
        ['values', 'path'],
        { $defs: { table: { type: 'string', pattern: '^[a-z0-9_-]{1,40}[.]csv$', maxLength: 44 } } },
      ),
      annotations: { readOnlyHint: false, destructiveHint: false, openWorldHint: false },
    },
  ],
  prompts: [{ name: 'compare', description: 'Compares two lengths in words.' }],
  resources: [{ uri: 'units:///all', name: 'units', mimeType: 'text/plain' }],
  /** What calls are answered with, by tool; any other: `done`. */
  results: {
    convert_length: text('1 ft is 30.48 cm'),
    list_units: text('mm, cm, m, km, in, ft'),
    round_length: text('30.5'),
    export_lengths: text('2 lengths in heights.csv'),
  },
};

// CWE-1321: names given from outside are followed into the prototype that all objects share.
import { basename } from 'node:path/posix';
import { leavesOf, merge, mergeOwn, readForm, setByPath } from '../engines/objects.mjs';

const all = (object) => {
  const lines = [];
  for (const key in object) lines.push(`${key} = ${JSON.stringify(object[key])}`);
  return lines.join('\n');
};

const settingsOf = ({ state }) => {
  if (!state.has('settings')) state.set('settings', { theme: 'light', font: { size: 12 } });
  return state.get('settings');
};

const objectOf = (name, description) => ({
  type: 'object',
  properties: { [name]: { type: 'object', description, additionalProperties: true } },
  required: [name],
});

const NOTE = { name: 'plan', body: 'Water the plants' };
const NOTHING = { type: 'object', properties: {} };

/** A table; `style` is what nobody has set, unless everybody has. */
function drawn(rows, axis, style) {
  const styles = [];
  for (const key in style) styles.push(`${key}: ${style[key]}`);
  return [`| ${axis.label} |`, ...rows.map((row) => `| ${row} |`), ...styles].join('\n');
}

function scores(results, teams, make) {
  for (const { team, player, points } of results) (teams[team] ??= make())[player] = points;
  const lines = [];
  for (const team in teams)
    for (const player in teams[team]) lines.push(`${team}: ${player} ${teams[team][player]}`);
  return { content: lines.map((text) => ({ type: 'text', text })) };
}

function zipped({ p, v }, isSafe) {
  const into = {};
  for (const [n, path] of p.entries()) setByPath(into, path.replace(/\[(\w+)\]/g, '.$1'), v[n] ?? '', isSafe);
  return {
    content: [
      { type: 'text', text: 'Put together:' },
      { type: 'text', text: all(into) },
    ],
  };
}

export const sinks = [
  {
    id: 'pollution-settings',
    strategy: 'prototype-pollution',
    usual: { settings: { theme: 'dark' } },
    tool: {
      name: 'update_settings',
      description: 'Changes settings and shows all of them',
      inputSchema: objectOf('settings', 'Settings to change'),
    },
    run: ({ settings }, ctx) => all(merge(settingsOf(ctx), settings)),
    fixed: ({ settings }, ctx) => all(mergeOwn(settingsOf(ctx), settings)),
  },
  {
    // Knows one of the names.
    id: 'pollution-profile',
    strategy: 'prototype-pollution',
    usual: { request: { profile: { city: 'London' } } },
    tool: {
      name: 'save_profile',
      description: 'Saves a profile',
      inputSchema: {
        type: 'object',
        properties: { request: objectOf('profile', 'What is known of the person') },
        required: ['request'],
      },
    },
    run({ request }, ctx) {
      const profile = merge(settingsOf(ctx), request.profile, (key) => key !== '__proto__');
      const view = { city: profile.city, title: {}.title ?? 'none' };
      return { content: [], structuredContent: view };
    },
    fixed({ request }, ctx) {
      const profile = mergeOwn(settingsOf(ctx), request.profile);
      return { content: [], structuredContent: { city: profile.city, title: 'none' } };
    },
  },
  {
    // A name with dots, and a value.
    id: 'pollution-path',
    strategy: 'prototype-pollution',
    usual: { x: 'font.size', data: { to: '14' } },
    tool: {
      name: 'set',
      description: 'Sets a value',
      inputSchema: {
        type: 'object',
        properties: {
          x: { type: 'string', default: 'font.size' },
          data: { type: 'object', properties: { to: { type: 'string' } }, required: ['to'] },
        },
        required: ['x', 'data'],
      },
    },
    run({ x, data }, ctx) {
      setByPath(settingsOf(ctx), x, data.to, false);
      return { content: [{ type: 'text', text: all({ saved: true }) }] };
    },
    fixed({ x, data }, ctx) {
      setByPath(settingsOf(ctx), x, data.to, true);
      return { content: [{ type: 'text', text: all({ saved: true }) }] };
    },
  },
  {
    // A form as browsers send it, with brackets that make objects.
    id: 'pollution-form',
    strategy: 'prototype-pollution',
    usual: { form: 'colour=blue&size[shoe]=39' },
    tool: {
      name: 'read_form',
      description: 'Reads a form',
      inputSchema: {
        type: 'object',
        properties: { form: { type: 'string', default: 'colour=blue&size[shoe]=39' } },
        required: ['form'],
      },
    },
    run: ({ form }) => all(readForm(form, () => ({}))),
    fixed: ({ form }) => all(readForm(form, () => Object.create(null))),
  },
  {
    // A list of changes, each of which says where.
    id: 'pollution-patch',
    strategy: 'prototype-pollution',
    usual: { changes: [{ op: 'add', path: '/font/size', value: '14' }] },
    tool: {
      name: 'apply_patch',
      description: 'Applies changes to the settings of this session',
      inputSchema: {
        type: 'object',
        properties: {
          changes: {
            type: 'array',
            minItems: 1,
            items: {
              type: 'object',
              properties: {
                op: { type: 'string', enum: ['add'], default: 'add' },
                path: { type: 'string', default: '/font/size' },
                value: { type: 'string' },
              },
              required: ['op', 'path', 'value'],
            },
          },
        },
        required: ['changes'],
      },
    },
    run({ changes }, ctx) {
      for (const { path, value } of changes)
        setByPath(settingsOf(ctx), path.slice(1).replaceAll('/', '.'), value, false);
      return { content: [], structuredContent: { now: all({ theme: 'light' }) } };
    },
    fixed({ changes }, ctx) {
      for (const { path, value } of changes)
        setByPath(settingsOf(ctx), path.slice(1).replaceAll('/', '.'), value, true);
      return { content: [], structuredContent: { now: all({ theme: 'light' }) } };
    },
  },
  {
    // A name with slashes. The fix keeps the last part of it, alone, which the other tool then shows.
    id: 'pollution-notes',
    strategy: 'prototype-pollution',
    usual: NOTE,
    tool: {
      name: 'save_note',
      description: 'Saves a note under a name',
      inputSchema: {
        type: 'object',
        properties: {
          name: { type: 'string', default: NOTE.name },
          body: { type: 'string', default: NOTE.body },
        },
        required: ['name', 'body'],
      },
    },
    run({ name, body }, ctx) {
      if (!/^[\w./-]+$/.test(name)) throw new Error('Not a name');
      setByPath(settingsOf(ctx), name.replaceAll('/', '.'), body, false);
      return 'Saved';
    },
    fixed({ name, body }, { state }) {
      if (!/^[\w-]+$/.test(basename(name))) throw new Error('Not a name');
      state.set(basename(name), body);
      return 'Saved';
    },
    more: [
      {
        tool: { name: 'list_notes', description: 'Shows the names of all notes', inputSchema: NOTHING },
        run: (_, ctx) => all(settingsOf(ctx)),
        fixed: (_, { state }) => [...state.keys()].join('\n'),
      },
    ],
  },
  {
    // Words under names. The fix keeps the words, and no name.
    id: 'pollution-labels',
    strategy: 'prototype-pollution',
    usual: { labels: { colour: 'blue' } },
    tool: {
      name: 'add_labels',
      description: 'Adds labels',
      inputSchema: objectOf('labels', 'Labels by kind'),
    },
    run({ labels }, ctx) {
      merge(settingsOf(ctx), labels);
      return 'Added';
    },
    fixed({ labels }, { state }) {
      for (const label of leavesOf(labels)) state.set(label, true);
      return 'Added';
    },
    more: [
      {
        tool: { name: 'list_labels', description: 'Shows all labels', inputSchema: NOTHING },
        run: (_, ctx) => ['colour', 'note', 'size'].map((kind) => settingsOf(ctx)[kind] ?? 'none').join(', '),
        fixed: (_, { state }) => [...state.keys()].join(', '),
      },
    ],
  },
  {
    // Options as a text. What is refused is looked for before the text is read.
    id: 'pollution-options',
    strategy: 'prototype-pollution',
    isUnseen: true,
    usual: { chart: { rows: [3, 5], options: '{"axis":{"label":"day"}}' } },
    tool: {
      name: 'render_chart',
      description: 'Draws a chart as a table',
      inputSchema: {
        type: 'object',
        properties: {
          chart: {
            type: 'object',
            properties: {
              rows: { type: 'array', items: { type: 'number' }, default: [3, 5] },
              options: {
                type: 'string',
                description: 'Options as JSON',
                default: '{"axis":{"label":"day"}}',
              },
            },
            required: ['rows', 'options'],
          },
        },
        required: ['chart'],
      },
    },
    run({ chart }) {
      if (chart.options.includes('__proto__')) throw new Error('Not an option');
      const { axis } = merge({ axis: { label: 'x' } }, JSON.parse(chart.options));
      return drawn(chart.rows, axis, {});
    },
    fixed({ chart }) {
      const { axis } = mergeOwn({ axis: { label: 'x' } }, JSON.parse(chart.options));
      return drawn(chart.rows, axis, Object.create(null));
    },
  },
  {
    // Sorts into a table of tables, by two words that come from outside.
    id: 'pollution-group',
    strategy: 'prototype-pollution',
    isUnseen: true,
    usual: { results: [{ team: 'red', player: 'Kim', points: '7' }] },
    tool: {
      name: 'score_sheet',
      description: 'Sorts results by team and player',
      inputSchema: {
        type: 'object',
        properties: {
          results: {
            type: 'array',
            minItems: 1,
            items: {
              type: 'object',
              properties: {
                team: { type: 'string', default: 'red' },
                player: { type: 'string', default: 'Kim' },
                points: { type: 'string', default: '7' },
              },
              required: ['team', 'player', 'points'],
            },
          },
        },
        required: ['results'],
      },
    },
    run: ({ results }) => scores(results, {}, () => ({})),
    fixed: ({ results }) => scores(results, Object.create(null), () => Object.create(null)),
  },
  {
    // Names and values in two lists, side by side; brackets lead further in.
    id: 'pollution-columns',
    strategy: 'prototype-pollution',
    isUnseen: true,
    usual: { p: ['size.shoe', 'colour'], v: ['39', 'blue'] },
    tool: {
      name: 'zip',
      description: 'Puts the two together',
      inputSchema: {
        type: 'object',
        properties: {
          p: { type: 'array', items: { type: 'string' }, minItems: 1, default: ['size.shoe', 'colour'] },
          v: { type: 'array', items: { type: 'string' }, minItems: 1, default: ['39', 'blue'] },
        },
        required: ['p', 'v'],
      },
    },
    run: (args) => zipped(args, false),
    fixed: (args) => zipped(args, true),
  },
];

// CWE-1321: names given from outside are followed into the prototype that all objects share.
const isObject = (value) => value !== null && typeof value === 'object' && !Array.isArray(value);

/** As it stands in many packages: every key is followed. */
function merge(into, from, isKept = () => true) {
  for (const key of Object.keys(from)) {
    if (!isKept(key)) continue;
    if (isObject(from[key]) && into[key] !== undefined) merge(into[key], from[key], isKept);
    else into[key] = from[key];
  }
  return into;
}

/** The ordinary fix: own keys only, and none of the three that lead out of an object. */
function mergeOwn(into, from) {
  for (const [key, value] of Object.entries(from)) {
    if (['__proto__', 'constructor', 'prototype'].includes(key)) continue;
    if (isObject(value) && Object.hasOwn(into, key) && isObject(into[key])) mergeOwn(into[key], value);
    else into[key] = value;
  }
  return into;
}

function setByPath(into, path, value, isSafe) {
  const keys = path.split('.');
  const last = keys.pop();
  let place = into;
  for (const key of keys) {
    if (isSafe && !Object.hasOwn(place, key)) place[key] = Object.create(null);
    place = place[key] ??= {};
  }
  if (isSafe && !isObject(place)) throw new Error('Not a place');
  place[last] = value;
}

function readForm(form, make) {
  const into = make();
  for (const part of form.split('&')) {
    const [name, value = ''] = part.split('=');
    const keys = name.split(/[[\]]+/).filter((key) => key !== '');
    const last = keys.pop();
    let place = into;
    for (const key of keys) {
      place[key] ??= make();
      if (typeof place[key] !== 'object') place[key] = make();
      place = place[key];
    }
    if (last !== undefined) place[last] = value;
  }
  return into;
}

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
];

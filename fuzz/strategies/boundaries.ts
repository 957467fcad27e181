import type { Made, Payload, Position, Strategy } from '../strategy.ts';

const NUMBERS: readonly { id: string; json: string; isCore?: boolean }[] = [
  { id: 'minus-one', json: '-1', isCore: true },
  { id: 'zero', json: '0' },
  { id: 'int32-beyond', json: '2147483648', isCore: true },
  { id: 'int32-below', json: '-2147483649' },
  { id: 'uint32-beyond', json: '4294967296' },
  { id: 'exact-beyond', json: '9007199254740993' },
  { id: 'int64-beyond', json: '9223372036854775808' },
  { id: 'huge', json: '1e308', isCore: true },
  { id: 'infinite', json: '1e400' },
  { id: 'tiny', json: '5e-324' },
  { id: 'minus-zero', json: '-0' },
  { id: 'billion', json: '1000000000' },
];

const TEXTS: readonly { id: string; text: string; isCore?: boolean }[] = [
  { id: 'empty', text: '', isCore: true },
  { id: 'space', text: ' ' },
  { id: 'line-end', text: '\n' },
  { id: 'nul', text: '\0' },
  { id: 'minus', text: '-1' },
  { id: 'digits', text: '9'.repeat(400) },
  { id: 'one', text: 'a' },
];

const DAYS: readonly { id: string; text: string }[] = [
  { id: 'day-none', text: '2026-02-30' },
  { id: 'day-nines', text: '9999-99-99' },
  { id: 'day-zero', text: '0000-00-00' },
  { id: 'day-last', text: '9999-12-31' },
  { id: 'day-beyond', text: '+275760-09-14' },
  { id: 'day-below', text: '-271821-04-19' },
];
const LOOKS_LIKE_A_DAY = /^\d{4}-\d\d-\d\d/;

/** Whether the schema forbids a number there. */
function forbidsNumber({ types, minimum, maximum }: Position, json: string): boolean {
  const value = Number(json);
  if (value < (minimum ?? -Infinity) || value > (maximum ?? Infinity)) return true;
  return !types.includes('number') && types.includes('integer') && !Number.isInteger(value);
}

function made(json: string, isForbidden: boolean): Made {
  return { json, expects: isForbidden ? [{ kind: 'refusal' }, { kind: 'crash' }] : [{ kind: 'crash' }] };
}

function payload(id: string, isCore: boolean, json: string, isForbidden: boolean): Payload {
  return { id, isCore, make: () => made(json, isForbidden) };
}

function numbers(position: Position): Payload[] {
  const { minimum, maximum } = position;
  const edges = [
    ...(minimum === undefined ? [] : [{ id: 'below-least', json: String(minimum - 1), isCore: true }]),
    ...(maximum === undefined
      ? []
      : [
          { id: 'above-most', json: String(maximum + 1), isCore: true },
          { id: 'above-most-twice', json: String(maximum * 2 + 1), isCore: false },
        ]),
  ].filter(({ json }) => Number.isSafeInteger(Number(json)));
  return [...edges, ...NUMBERS].map(({ id, json, isCore = false }) =>
    payload(id, isCore, json, forbidsNumber(position, json)),
  );
}

function texts(position: Position): Payload[] {
  const { minLength = 0, maxLength = Infinity, format, seed } = position;
  const isForbidden = (text: string): boolean => {
    const length = Array.from(text).length;
    return length < minLength || length > maxLength;
  };
  const isDay = format?.startsWith('date') === true || LOOKS_LIKE_A_DAY.test(seed.slice(1, 20));
  const time = format === 'date-time' ? 'T00:00:00Z' : '';
  const edges = [
    ...(maxLength <= 1_000_000
      ? [{ id: 'above-longest', text: 'a'.repeat(maxLength + 1), isCore: true }]
      : []),
    ...(minLength >= 1 && minLength <= 100_000
      ? [{ id: 'below-shortest', text: 'a'.repeat(minLength - 1), isCore: true }]
      : []),
  ];
  const days = isDay
    ? DAYS.map(({ id, text }) => ({ id, text: text + time, isCore: id === 'day-nines' }))
    : [];
  return [...edges, ...days, ...TEXTS].map(({ id, text, isCore = false }) =>
    payload(id, isCore, JSON.stringify(text), isForbidden(text)),
  );
}

/** Beside what is offered: nearly the same, and nothing like it. */
function offered(options: readonly string[]): Payload[] {
  const first: unknown = JSON.parse(options[0] ?? 'null');
  if (typeof first !== 'string') return [payload('none-of-them', true, '"none of them"', true)];
  const upper = first === first.toUpperCase() ? first.toLowerCase() : first.toUpperCase();
  return [
    { id: 'none-of-them', text: 'none of them', isCore: true },
    { id: 'other-case', text: upper, isCore: true },
    { id: 'space-behind', text: `${first} ` },
    { id: 'empty', text: '' },
    { id: 'inherited', text: '__proto__' },
    { id: 'inherited-method', text: 'constructor', isCore: true },
  ]
    .filter(({ text }) => !options.includes(JSON.stringify(text)))
    .map(({ id, text, isCore = false }) => payload(id, isCore, JSON.stringify(text), true));
}

function lists(position: Position): Payload[] {
  const held = /^\s*\[([\s\S]*)\]\s*$/.exec(position.seed.slice(0, 10_000))?.[1]?.trim();
  if (held === undefined || held === '') return [payload('list-empty', true, '[]', false)];
  return [
    payload('list-empty', true, '[]', false),
    payload('list-twice', false, `[${held},${held}]`, false),
    payload('list-hundred', false, `[${Array.from({ length: 100 }, () => held).join(',')}]`, false),
  ];
}

export const boundaries: Strategy = {
  meta: {
    id: 'boundaries',
    title: 'Edges and beyond',
    about: 'Numbers, lengths, days and choices at the edge of what the schema allows, and just behind it.',
    cwe: 'CWE-1284',
    optIn: false,
    severity: 'low',
    finding: 'Takes values beyond its own bounds',
    fix: 'Check numbers, lengths and choices against their bounds before they are used, on both ends. Refuse what lies outside.',
  },
  of: 'value',
  fits(subject, position) {
    if (position === undefined || subject.kind === 'protocol') return 0;
    return subject.kind === 'resource' ? 0 : 0.55;
  },
  payloads(_subject, position) {
    if (position === undefined) return [];
    const { types, options } = position;
    if (options !== undefined) return offered(options);
    const takes = (...kinds: Position['types'][number][]): boolean =>
      types.length === 0 || kinds.some((kind) => types.includes(kind));
    return [
      ...(takes('number', 'integer') ? numbers(position) : []),
      ...(takes('string') ? texts(position) : []),
      ...(types.includes('array') ? lists(position) : []),
    ];
  },
};

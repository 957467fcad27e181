import { looksLike, takesText } from '../affinity.ts';
import { evaluatesByPurpose, reaching } from '../by-purpose.ts';
import { computed, plainSeed, written } from '../proofs.ts';
import type { Payload, Position, Strategy } from '../strategy.ts';

/** How an expression is marked in a template. `%` is where it stands. */
const MARKS: readonly { id: string; mark: string; isCore: boolean }[] = [
  { id: 'braces', mark: '{{%}}', isCore: true },
  { id: 'dollar', mark: '${%}', isCore: true },
  { id: 'tags', mark: '<%= % %>', isCore: true },
  { id: 'hash', mark: '#{%}', isCore: true },
  { id: 'brace', mark: '{%}', isCore: true },
  { id: 'at', mark: '@(%)', isCore: false },
  { id: 'braces-spaced', mark: '{{ % }}', isCore: false },
  { id: 'braces-three', mark: '{{{%}}}', isCore: false },
  { id: 'dollar-braces', mark: '${{%}}', isCore: false },
  { id: 'tags-dash', mark: '<%- % %>', isCore: false },
  { id: 'tags-braced', mark: '<%={%}%>', isCore: false },
  { id: 'brackets', mark: '[[${%}]]', isCore: false },
  { id: 'star', mark: '*{%}', isCore: false },
  { id: 'equals', mark: '{{=%}}', isCore: false },
  { id: 'square', mark: '[%= % %]', isCore: false },
  { id: 'set', mark: '#set($zq=%)$zq', isCore: false },
  { id: 'script-tag', mark: '<?= % ?>', isCore: false },
  { id: 'print', mark: '{%print(%)%}', isCore: false },
  { id: 'raw-braces', mark: '{!!%!!}', isCore: false },
  { id: 'dollar-brackets', mark: '$((%))', isCore: false },
  { id: 'backquote', mark: '`+(%)+`', isCore: false },
];

const marked = (seed: string): Payload[] =>
  MARKS.flatMap(({ id, mark, isCore }) => [
    computed(`marks-${id}`, isCore, ({ one, other }) => ({
      // The first `%` of one mark is part of it.
      text: seed + placed(mark, `${one}*${other}`),
    })),
    computed(`marks-${id}-alone`, false, ({ one, other }) => ({ text: placed(mark, `${one}*${other}`) })),
  ]);

function placed(mark: string, expression: string): string {
  const at = mark.length > 3 && /^(?:<%|\[%|\{%p)/.test(mark) ? mark.indexOf('%', 2) : mark.indexOf('%');
  return mark.slice(0, at) + expression + mark.slice(at + 1);
}

/** Out of a text in an expression; `[…]`, `str` and a dot are read by one language each and not by SQL. */
const expressions = (seed: string): Payload[] =>
  [
    { id: 'quote', end: "'", isCore: true },
    { id: 'double-quote', end: '"', isCore: false },
  ].flatMap(({ id, end, isCore }) => [
    computed(`script-${id}`, isCore, ({ one, other }) => ({
      text: `${seed}${end}+[${one}*${other}]+${end}`,
    })),
    computed(`python-${id}`, isCore, ({ one, other }) => ({
      text: `${seed}${end}+str(${one}*${other})+${end}`,
    })),
    computed(`php-${id}`, false, ({ one, other }) => ({ text: `${seed}${end}.(${one}*${other}).${end}` })),
    computed(`ruby-${id}`, false, ({ one, other }) => ({
      text: `${seed}${end}+(${one}*${other}).to_s+${end}`,
    })),
  ]);

const WIDTH = 160;
/** What is filled up is longer than anything of the kind that was sent. */
const FILLED = '~'.repeat(40);

/** Fields of a format: whatever they stand for is filled up to a width. */
function formats(seed: string, { words }: Position): Payload[] {
  const field = (id: string, isCore: boolean, text: string, value = FILLED): Payload =>
    written(`format-${id}`, isCore, () => ({
      text: `${seed} ${text}`,
      expects: [{ kind: 'computed', value }],
    }));
  const name = words.replaceAll(' ', '_');
  return [
    field('first', true, `{0!s:~>${WIDTH}}`),
    field('next', true, `{!s:~>${WIDTH}}`),
    field('second', false, `{1!s:~>${WIDTH}}`),
    field('second-too', false, `{0!s:~>${WIDTH}}{1!s:~>${WIDTH}}`),
    field('plain', false, `{0:~>${WIDTH}}`),
    field('class', false, `{0.__class__!s:~>${WIDTH}}`),
    ...['self', 'name', 'user', 'value', 'text', 'title', 'message', 'item', 'config', name]
      .filter((one, at, all) => /^[a-z_]\w{0,40}$/.test(one) && all.indexOf(one) === at)
      .map((one) => field(`named-${at(one)}`, false, `{${one}!s:~>${WIDTH}}`)),
    field('percent', false, `%0${WIDTH}d`, '0'.repeat(80)),
  ];
}

/** A name of a parameter in an id of ours. */
const at = (name: string): string => name.replaceAll('_', '-').replace(/^-+|-+$/g, '') || 'own';

/** What only calculates is no flaw of a tool that is there to calculate. */
function asPurpose(payload: Payload): Payload {
  return {
    ...payload,
    make(making) {
      const made = payload.make(making);
      const expects = made?.expects.map((one) =>
        one.kind === 'computed' ? { ...one, isPurpose: true } : one,
      );
      return made && expects && { ...made, expects };
    },
  };
}

export const templateInjection: Strategy = {
  meta: {
    id: 'template-injection',
    title: 'Templates and expressions',
    about:
      'Two numbers to be multiplied, in the marks of template languages and between the quotes of an expression.',
    cwe: 'CWE-1336',
    optIn: false,
    severity: 'high',
    finding: 'A value is worked out as a template or an expression',
    fix: 'Give values to a template, never put them into it. Work out nothing that came from outside; where it has to be, use a language that can only calculate.',
  },
  of: 'value',
  fits(subject, position) {
    if (position === undefined || subject.kind === 'protocol' || !takesText(position)) return 0;
    return Math.max(
      looksLike(position, 'template', subject),
      looksLike(position, 'text', subject) * 0.6,
      0.2,
    );
  },
  payloads(subject, position) {
    if (position === undefined) return [];
    const seed = plainSeed(position);
    const all = [...marked(seed), ...expressions(seed), ...formats(seed, position)];
    return evaluatesByPurpose(subject, position) ? [...reaching(), ...all.map(asPurpose)] : all;
  },
};

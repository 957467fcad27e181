import type { GuardRow } from '../guard.ts';

/** What a server says, on its way into the page. */
export const PAGE: GuardRow[] = [
  [
    'text-nodes',
    'G-06',
    'text of a server is a text node',
    'web/components/Wire.svelte',
    { 'test/flows/hostile.spec.ts': ['nothing a server says runs, asks for anything or is lost'] },
  ],
  [
    'no-markup-lint',
    'G-06',
    'nobody writes code that makes markup of a text',
    'eslint.config.js lintRules',
    {
      'test/contracts/lint-rules.test.ts': [
        'in web/views/a-html.ts: no-restricted-properties',
        'in web/views/Html.svelte: svelte/no-at-html-tags',
      ],
    },
  ],
  [
    'inert-links',
    'G-08',
    'a link of a server is text',
    'web/views/answer/LinkBlock.svelte',
    { 'test/flows/policy.spec.ts': ['a link of a server is text, and leads nowhere'] },
  ],
  [
    'hidden-characters',
    'G-06 G-10',
    'what cannot be seen is drawn',
    'web/body/hidden.ts splitHidden',
    { 'web/body/hidden.test.ts': ['loses nothing, and leaves no control or bidi character to be drawn'] },
  ],
  [
    'media-type',
    'G-07',
    'only pictures and sounds that run nothing are shown, by their bytes',
    'web/body/media-type.ts sniffMedia',
    { 'web/body/media-type.test.ts': ['is shown as bytes'] },
  ],
  [
    'code-in-address',
    'G-03',
    'the one-time code leaves the address before the page runs',
    'web/connection/sign-in.ts takeCode',
    { 'test/flows/story.spec.ts': ['from the command to the bytes, and still there after reload'] },
  ],
];

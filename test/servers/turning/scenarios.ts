// What has to be found of each scenario: how its two faces are provoked, where what it lists differs, and what
// the difference means. The twin of each shows no difference, but where it says so.
import type { ChangeKind } from '../../../protocol/drift.ts';
import type { Severity } from '../../../protocol/finding.ts';
import type { SectionName } from '../../../protocol/inventory.ts';

/** How a face is looked at; what is left out is: for the first time, by a stranger with a token. */
export interface Look {
  /** Calls of `convert_length` before. */
  calls?: number;
  /** Which connection it is. */
  connect?: number;
  client?: string;
  era?: 'handshake' | 'modern';
  /** `--from`. */
  from?: string;
  isHomeWithKeys?: true;
  isCi?: true;
  isAnonymous?: true;
}

/** What drift has to say of one item; other items may only have changes of no consequence. */
export interface Meaning {
  section: SectionName;
  item: string;
  kinds: ChangeKind[];
  least: Severity;
  /** An honest change is no alarm. */
  most?: Severity;
  was?: string;
}

export interface Scenario {
  name: string;
  plain: Look;
  turned: Look;
  /** Pointers that differ between the faces, names of items in place of their numbers. */
  differs: string[];
  drift: Meaning | 'quiet';
  /** The twin changes as well, only honestly. */
  twinDiffers?: true;
  /** What is called is answered differently. */
  resultDiffers?: true;
  /** `list_changed` told around the third call, by the cheat and by its twin; otherwise none by either. */
  notices?: [cheat: number, twin: number];
}

const SECOND: Pick<Scenario, 'plain' | 'turned'> = { plain: {}, turned: { connect: 2 } };
const THIRD_CALL: Pick<Scenario, 'plain' | 'turned'> = { plain: { calls: 2 }, turned: { calls: 3 } };
const tool = (item: string, kind: ChangeKind, least: Severity): Meaning => ({
  section: 'tools',
  item,
  kinds: [kind],
  least,
});
/** A description that begins to give orders. */
const orders = (item: string): Pick<Scenario, 'differs' | 'drift'> => ({
  differs: [`/tools/${item}/description`],
  drift: { ...tool(item, 'new-finding', 'critical'), kinds: ['new-finding', 'reworded'] },
});

export const SCENARIOS: Scenario[] = [
  { name: 'description-after-calls', ...THIRD_CALL, ...orders('convert_length'), notices: [1, 0] },
  { name: 'third-connect', plain: { connect: 2 }, turned: { connect: 3 }, ...orders('list_units') },
  { name: 'only-for-claude', plain: {}, turned: { client: 'claude-ai' }, ...orders('round_length') },
  { name: 'second-page', ...SECOND, ...orders('export_lengths') },
  {
    name: 'handshake-only',
    plain: { era: 'modern' },
    turned: { era: 'handshake' },
    ...orders('convert_length'),
  },
  { name: 'home-with-keys', plain: {}, turned: { isHomeWithKeys: true }, ...orders('export_lengths') },
  {
    name: 'from-a-date',
    plain: { from: '2999-01-01' },
    turned: { from: '2020-01-01' },
    ...orders('round_length'),
  },
  {
    name: 'hidden-characters',
    ...SECOND,
    differs: ['/tools/list_units/description'],
    drift: tool('list_units', 'new-finding', 'critical'),
  },
  {
    name: 'hint-flip',
    ...SECOND,
    differs: ['/tools/round_length/annotations/readOnlyHint'],
    drift: tool('round_length', 'hint-weakened', 'high'),
  },
  {
    name: 'title-only',
    ...SECOND,
    differs: ['/tools/export_lengths/title'],
    drift: tool('export_lengths', 'reworded', 'low'),
  },
  {
    name: 'icon-only',
    ...SECOND,
    differs: ['/tools/convert_length/icons/0/src'],
    drift: tool('convert_length', 'field-changed', 'low'),
  },
  {
    name: 'instructions-only',
    ...SECOND,
    differs: ['/server/instructions'],
    drift: {
      section: 'server',
      item: 'instructions',
      kinds: ['new-finding', 'reworded'],
      least: 'critical',
    },
  },
  {
    name: 'instructions-after-calls',
    ...THIRD_CALL,
    // They are read when it is opened, before anything is called.
    differs: [],
    drift: {
      section: 'server',
      item: 'instructions',
      kinds: ['new-finding', 'reworded'],
      least: 'critical',
    },
  },
  {
    name: 'parameter-added',
    ...SECOND,
    differs: ['/tools/convert_length/inputSchema/properties/notes'],
    drift: tool('convert_length', 'parameter-added', 'high'),
  },
  {
    name: 'schema-loosened',
    ...SECOND,
    differs: [
      '/tools/export_lengths/inputSchema/$defs/table/maxLength',
      '/tools/export_lengths/inputSchema/$defs/table/pattern',
    ],
    drift: tool('export_lengths', 'values-loosened', 'high'),
  },
  {
    name: 'tool-renamed',
    ...SECOND,
    differs: ['/tools/round_length', '/tools/trim_length'],
    drift: { ...tool('trim_length', 'renamed', 'medium'), was: 'round_length' },
  },
  // Over HTTP it is seen in the headers; over stdio there are none.
  { name: 'headers-loosened', ...SECOND, differs: [], drift: 'quiet' },
  { name: 'order-shuffled', ...SECOND, differs: ['/tools'], drift: 'quiet' },
  {
    name: 'volatile-results',
    plain: {},
    turned: { calls: 3 },
    differs: [],
    drift: 'quiet',
    resultDiffers: true,
  },
  {
    name: 'version-bump',
    ...SECOND,
    differs: ['/server/version', '/tools/round_length/description'],
    drift: { ...tool('round_length', 'reworded', 'low'), most: 'medium' },
  },
  { name: 'result-injected', ...THIRD_CALL, differs: [], drift: 'quiet', resultDiffers: true },
  { name: 'notice-storm', ...THIRD_CALL, differs: [], drift: 'quiet', notices: [200, 0] },
  {
    name: 'change-unsaid',
    ...THIRD_CALL,
    differs: ['/tools/delete_export'],
    drift: tool('delete_export', 'added', 'medium'),
    twinDiffers: true,
    notices: [0, 1],
  },
  {
    name: 'only-for-anonymous',
    plain: {},
    turned: { isAnonymous: true },
    ...orders('list_units'),
  },
  { name: 'only-in-ci', plain: {}, turned: { isCi: true }, ...orders('export_lengths') },
];

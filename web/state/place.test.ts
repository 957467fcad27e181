import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ComparedPlace } from '../../protocol/comparison.ts';
import type { ItemRef } from '../../protocol/inventory.ts';
import type { Place } from './place.ts';
import { FUZZ_SIDES, FUZZ_TABS, NO_FUZZ } from './fuzz-place.ts';
import { formatItem, parseItem } from './item-address.ts';
import { parseRef, readPlace, SCREENS, writePlace } from './place.ts';

const session = '0123456789abcdef0123456789abcdef';

const text = fc.string({ unit: 'binary' }).map((said) => said.toWellFormed());
const target = fc.option(
  fc.string({ minLength: 1 }).map((said) => said.toWellFormed()),
  { nil: undefined },
);
const items: fc.Arbitrary<ItemRef> = fc.record({
  section: fc.constantFrom('server', 'tools', 'prompts', 'resources', 'templates'),
  name: text,
  nth: fc.integer({ min: 1, max: 999_999 }),
});

const elsewhere = {
  find: fc.constant(''),
  item: fc.constant(undefined),
  draft: fc.constant(undefined),
  reviewed: fc.constant(undefined),
  compared: fc.constant(undefined),
};

const notProbes = {
  run: fc.constant(undefined),
  probe: fc.constant(undefined),
  skipped: fc.constant([]),
  replayed: fc.constant(undefined),
  span: fc.constant(undefined),
  replay: fc.constant(undefined),
  left: fc.constant(undefined),
  right: fc.constant(undefined),
  sight: fc.constant('structure' as const),
  fuzz: fc.constant(NO_FUZZ),
};

const notFlows = {
  without: fc.constant([]),
  tool: fc.constant(undefined),
  tag: fc.constant(undefined),
  isTools: fc.constant(false),
  among: fc.constant(''),
  ...notProbes,
};

const notTraffic = {
  q: fc.constant(''),
  mode: fc.constant('frames' as const),
  isMethods: fc.constant(false),
  hasSteps: fc.constant(false),
  at: fc.constant(undefined),
  view: fc.constant('pretty' as const),
};

const notFindings = {
  finding: fc.constant(undefined),
  wanted: fc.constant(''),
  group: fc.constant('none' as const),
  isRules: fc.constant(false),
  ...notFlows,
};
const finding = fc.option(fc.constant('00112233445566778899aabbccddeeff'), { nil: undefined });

const flows = fc
  .record({
    screen: fc.constant('flows' as const),
    target: fc.constant(undefined),
    ...elsewhere,
    ...notTraffic,
    ...notFindings,
    without: fc.array(text),
    tool: fc.option(fc.record({ definition: fc.constant(session), target: text }), { nil: undefined }),
    tag: fc.constantFrom('egress' as const, undefined),
    isTools: fc.boolean(),
    among: text,
  })
  // The filter is of the list of tools.
  .map((place) => ({ ...place, among: place.isTools ? place.among : '' }));

const probe = fc.constantFrom('connects', 'client-name', 'a1');
const probes = fc.record({
  screen: fc.constant('probes' as const),
  target,
  ...elsewhere,
  ...notTraffic,
  ...notFindings,
  run: fc.option(fc.uuid(), { nil: undefined }),
  probe: fc.option(probe, { nil: undefined }),
  skipped: fc.uniqueArray(probe),
});

const count = fc.option(fc.nat({ max: 999_999_999 }), { nil: undefined });
const fuzz = fc.record({
  screen: fc.constant('fuzz' as const),
  target,
  ...elsewhere,
  ...notTraffic,
  ...notFindings,
  // What is looked at of a run is said where there is one.
  fuzz: fc.oneof(
    fc.constant(NO_FUZZ),
    fc.record({
      run: fc.uuid(),
      tab: fc.constantFrom(...FUZZ_TABS),
      q: text,
      cluster: count,
      n: count,
      side: fc.constantFrom(...FUZZ_SIDES),
    }),
  ),
});

const side: fc.Arbitrary<ComparedPlace | undefined> = fc.oneof(
  fc.constant(undefined),
  fc.record({ kind: fc.constant('frame' as const), session: fc.constant(session), seq: fc.nat() }),
  fc.record({ kind: fc.constant('item' as const), session: fc.constant(session), ref: items }),
  fc.record({ kind: fc.constant('session' as const), session: fc.constant(session) }),
);
const compare = fc.record({
  screen: fc.constant('compare' as const),
  target: fc.constant(undefined),
  ...elsewhere,
  ...notTraffic,
  ...notFindings,
  left: side,
  right: side,
  sight: fc.constantFrom('structure' as const, 'words' as const, 'bytes' as const),
});

const replay = fc.record({
  screen: fc.constant('replay' as const),
  target: fc.constant(undefined),
  ...elsewhere,
  ...notTraffic,
  ...notFindings,
  replayed: fc.constantFrom(session, undefined),
  span: fc.constantFrom(undefined, { from: 0 }, { to: 40 }, { from: 12, to: 12 }),
  replay: fc.constantFrom(session, undefined),
});

const places: fc.Arbitrary<Place> = fc.oneof(
  fc.record({
    screen: fc.constant('traffic' as const),
    target: fc.constant(undefined),
    ...elsewhere,
    q: text,
    mode: fc.constantFrom('frames' as const, 'exchanges' as const),
    isMethods: fc.boolean(),
    hasSteps: fc.boolean(),
    at: fc.option(fc.record({ session: fc.constant(session), seq: fc.nat() }), { nil: undefined }),
    view: fc.constantFrom('pretty' as const, 'raw' as const, 'hex' as const, 'model' as const),
    ...notFindings,
  }),
  fc.record({
    screen: fc.constant('traffic' as const),
    target: fc.constant(undefined),
    ...elsewhere,
    ...notTraffic,
    ...notFindings,
    at: fc.record({ session: fc.constant(session), seq: fc.nat() }),
    finding,
  }),
  fc.record({
    screen: fc.constant('findings' as const),
    target: fc.constant(undefined),
    ...elsewhere,
    ...notTraffic,
    finding,
    wanted: text,
    group: fc.constantFrom('none' as const, 'rule' as const, 'target' as const, 'item' as const),
    isRules: fc.boolean(),
    ...notFlows,
  }),
  flows,
  fuzz,
  probes,
  compare,
  replay,
  fc.record({
    screen: fc.constant('targets' as const),
    target,
    ...elsewhere,
    ...notTraffic,
    ...notFindings,
  }),
  fc.record({
    screen: fc.constant('inventory' as const),
    target,
    find: text,
    item: fc.option(items, { nil: undefined }),
    reviewed: fc.constantFrom('drifted' as const, 'watched' as const, undefined),
    compared: fc.constantFrom(
      { before: 'approved', after: 'now' },
      { before: session.repeat(2), after: 'now' },
      undefined,
    ),
    draft: fc.constant(undefined),
    ...notTraffic,
    ...notFindings,
  }),
  fc.record({
    screen: fc.constant('craft' as const),
    target,
    ...elsewhere,
    draft: fc.option(fc.uuid(), { nil: undefined }),
    ...notTraffic,
    ...notFindings,
  }),
);

describe('a place', () => {
  it('is what its address says, whatever is in it', () => {
    fc.assert(
      fc.property(places, (place) => {
        const url = new URL(writePlace(place), 'http://127.0.0.1:1');
        expect(readPlace(url.pathname, url.search)).toEqual(place);
      }),
    );
  });

  it('never puts a word of a server or a person into the path', () => {
    fc.assert(
      fc.property(places, (place) => {
        const { pathname } = new URL(writePlace(place), 'http://127.0.0.1:1');
        expect(SCREENS.map((screen) => `/${screen}`)).toContain(pathname);
      }),
    );
  });

  it.each([
    ['/', '', 'targets'],
    ['/traffic', '?q=session:1', 'traffic'],
    ['/evil', '', 'targets'],
  ])('%s%s shows %s', (path, search, screen) => {
    expect(readPlace(path, search).screen).toBe(screen);
  });

  it.each([
    [`${session}/7`, { session, seq: 7 }],
    [` ${session}/7 `, { session, seq: 7 }],
    [`${session}`, undefined],
    ['../../etc/passwd', undefined],
    [`${session.toUpperCase()}/7`, undefined],
  ])('reads the reference %j', (text, expected) => {
    expect(parseRef(text)).toEqual(expected);
  });

  it.each([
    ['tools/echo', { section: 'tools', name: 'echo', nth: 1 }],
    ['tools/echo/2', { section: 'tools', name: 'echo', nth: 2 }],
    ['tools/', { section: 'tools', name: '', nth: 1 }],
    ['tools/a%2Fb', { section: 'tools', name: 'a/b', nth: 1 }],
    ['tools/__proto__', { section: 'tools', name: '__proto__', nth: 1 }],
    ['tools/a/b', undefined],
    ['tools/%zz', undefined],
    ['spells/fireball', undefined],
    ['__proto__/x', undefined],
    ['', undefined],
  ])('reads the item %j', (said, expected) => {
    expect(parseItem(said)).toEqual(expected);
  });

  it('names an item so that it is found again', () => {
    fc.assert(
      fc.property(items, (item) => {
        expect(parseItem(formatItem(item))).toEqual(item);
      }),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Place } from './place.ts';
import { parseRef, readPlace, writePlace } from './place.ts';

const session = '0123456789abcdef0123456789abcdef';

const elsewhere = {
  find: fc.constant(''),
  item: fc.constant(undefined),
  draft: fc.constant(undefined),
};

const places: fc.Arbitrary<Place> = fc.oneof(
  fc.record({
    screen: fc.constant('traffic' as const),
    target: fc.constant(undefined),
    ...elsewhere,
    q: fc.string({ unit: 'binary' }).map((text) => text.toWellFormed()),
    mode: fc.constantFrom('frames' as const, 'exchanges' as const),
    at: fc.option(fc.record({ session: fc.constant(session), seq: fc.nat() }), { nil: undefined }),
    view: fc.constantFrom('pretty' as const, 'raw' as const, 'hex' as const),
  }),
  fc.record({
    screen: fc.constant('targets' as const),
    target: fc.option(
      fc.string({ minLength: 1 }).map((text) => text.toWellFormed()),
      { nil: undefined },
    ),
    ...elsewhere,
    q: fc.constant(''),
    mode: fc.constant('frames' as const),
    at: fc.constant(undefined),
    view: fc.constant('pretty' as const),
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
        expect(['/targets', '/traffic']).toContain(new URL(writePlace(place), 'http://127.0.0.1:1').pathname);
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
});

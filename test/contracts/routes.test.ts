import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { defineRoute, Route, type RouteFace } from '../../bridge/api/route.ts';
import { createApp } from '../../bridge/api/app.ts';
import { startWorld, type World } from './api-world.ts';
import { sendRaw, type RawAnswer } from './raw-request.ts';
import { ATTACKS, legitimate, write } from './route-attacks.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

/** What no answer may ever lack or hold, whoever asked. */
function expectSealed(answer: RawAnswer, where: string): void {
  const header = (name: string) => answer.headers.get(name)?.join(' | ');
  expect(header('content-security-policy'), where).toContain("default-src 'none'");
  expect(header('content-security-policy'), where).toContain("require-trusted-types-for 'script'");
  expect(header('content-security-policy'), where).toContain("frame-ancestors 'none'");
  expect(header('x-content-type-options'), where).toBe('nosniff');
  expect(header('referrer-policy'), where).toBe('no-referrer');
  expect(header('cross-origin-opener-policy'), where).toBe('same-origin');
  expect(header('cross-origin-resource-policy'), where).toBe('same-origin');
  expect(header('cache-control'), where).toBe('no-store');
  expect(header('x-frame-options'), where).toBe('DENY');
  expect(header('permissions-policy'), where).toContain('camera=()');
  const names = [...answer.headers.keys()];
  expect(
    names.filter((name) => name.startsWith('access-control-')),
    where,
  ).toEqual([]);
  expect(names, where).not.toContain('set-cookie');
}

function expectNoToken(answer: RawAnswer, where: string): void {
  expect(answer.text.includes(world.token), `${where}: the token is in the answer`).toBe(false);
}

describe('every route', () => {
  test('there is at least one of each class in use, and none without a class', () => {
    const classes = new Set(world.server.routes.map((route) => route.class));
    expect([...classes].sort()).toEqual(['api', 'shell', 'sign-in', 'ws']);
    expect(world.server.routes.length).toBeGreaterThan(25);
  });

  test('lets the page in', async () => {
    for (const route of world.server.routes) {
      const where = `${route.method} ${route.path}`;
      const answer = await sendRaw(world.server.port, write(legitimate(route, world)));
      expect(answer.status, `${where}: ${answer.text}`).toBe(route.class === 'ws' ? 101 : 200);
      expectSealed(answer, where);
      if (route.class !== 'sign-in') expectNoToken(answer, where);
      else expect(JSON.parse(answer.body.toString())).toEqual({ token: world.token, build: 'b1', run: 'r1' });
    }
    expect(world.bugs).toEqual([]);
  });

  test.each(ATTACKS)('withstands $name', async (attack) => {
    const attacked = world.server.routes.filter((route) => attack.applies(route));
    expect(attacked.length).toBeGreaterThan(0);
    const expected = [attack.status].flat();
    const requests = attacked.map((route) => ({ route, request: legitimate(route, world) }));
    const askedBefore = world.asked.length;
    for (const { route, request } of requests) {
      const where = `${route.method} ${route.path}`;
      const answer = await sendRaw(world.server.port, write(attack.change(request, world)));
      expect(expected, `${where}: ${answer.text}`).toContain(answer.status);
      expectSealed(answer, where);
      expectNoToken(answer, where);
      expect(answer.headers.get('content-type'), where).toEqual(['application/json; charset=utf-8']);
    }
    expect(world.asked.slice(askedBefore), 'something behind the guard ran').toEqual([]);
  });

  test('answers HEAD like GET, without the body, to whom it would answer GET', async () => {
    for (const route of world.server.routes.filter(
      ({ method, class: c }) => method === 'GET' && c !== 'ws',
    )) {
      const request = { ...legitimate(route, world), method: 'HEAD' };
      const answer = await sendRaw(world.server.port, write(request));
      expect(answer.status, route.path).toBe(200);
      expect(answer.body.length, route.path).toBe(0);
      expectSealed(answer, route.path);
    }
  });
});

describe('paths that nobody owns', () => {
  const elsewhere: [string, RouteFace, number][] = [
    ['outside', { class: 'shell', method: 'GET', path: '/nothing' }, 404],
    ['in the assets', { class: 'shell', method: 'GET', path: '/assets/nothing.js' }, 404],
    ['the raw page', { class: 'shell', method: 'GET', path: '/index.html' }, 404],
    ['in the api', { class: 'api', method: 'GET', path: '/api/nothing' }, 404],
    [
      'under a callback that nobody waits for',
      { class: 'callback', method: 'GET', path: '/callback/x' },
      404,
    ],
  ];
  test.each(elsewhere)('%s', async (_, route, status) => {
    const answer = await sendRaw(world.server.port, write(legitimate(route, world)));
    expect(answer.status).toBe(status);
    expectSealed(answer, route.path);
    for (const attack of ATTACKS.filter(({ name }) => name.startsWith('Host') || name.startsWith('Origin'))) {
      const attacked = await sendRaw(
        world.server.port,
        write(attack.change(legitimate(route, world), world)),
      );
      expect([attack.status].flat(), attack.name).toContain(attacked.status);
      expectSealed(attacked, attack.name);
    }
  });

  test('the api tells nobody without a token which of its paths exist', async () => {
    const ask = async (path: string) => {
      const request = legitimate({ class: 'api', method: 'GET', path }, world);
      const headers = request.headers.filter(([name]) => name !== 'Authorization');
      return sendRaw(world.server.port, write({ ...request, headers }));
    };
    const [known, unknown] = [await ask('/api/snapshot'), await ask('/api/nothing')];
    expect(unknown.status).toBe(401);
    expect(unknown.body).toEqual(known.body);
  });
});

describe('a route without a class', () => {
  const run = () => ({ kind: 'json', value: {} }) as const;

  test('does not type-check and throws', () => {
    // @ts-expect-error a route needs a class
    expect(() => defineRoute({ method: 'GET', path: '/api/x', run })).toThrow(/has no class/);
    // @ts-expect-error a class that there is not
    expect(() => defineRoute({ class: 'open', method: 'GET', path: '/api/x', run })).toThrow(/has no class/);
    // @ts-expect-error a name every object has is not a class
    expect(() => defineRoute({ class: 'toString', method: 'GET', path: '/x', run })).toThrow(/has no class/);
  });

  test('cannot borrow the territory of a class with a weaker guard', () => {
    expect(() => defineRoute({ class: 'shell', method: 'GET', path: '/api/x', run })).toThrow(
      /belongs to class api/,
    );
    // @ts-expect-error api routes live under /api/
    expect(() => defineRoute({ class: 'api', method: 'GET', path: '/x', run })).toThrow(
      /belongs to class shell/,
    );
    // @ts-expect-error there is one sign-in
    expect(() => defineRoute({ class: 'sign-in', method: 'POST', path: '/api/in', run })).toThrow(
      /class api/,
    );
    // @ts-expect-error callbacks have their own place
    expect(() => defineRoute({ class: 'callback', method: 'GET', path: '/ws', run })).toThrow(/class ws/);
  });

  test('cannot be served by imitation', () => {
    const context = { masking: undefined as never, onBug: () => undefined };
    const imitation = Object.assign(Object.create(Route.prototype) as Route, {
      class: 'api',
      method: 'GET',
      path: '/api/x',
      run,
    });
    const serve = (route: Route) =>
      createApp({ routes: [route], context, origin: () => 'http://127.0.0.1:1' });
    expect(() => serve(imitation)).toThrow(/did not come from defineRoute/);
    expect(() => serve(defineRoute({ class: 'api', method: 'GET', path: '/api/x', run }))).not.toThrow();
  });
});

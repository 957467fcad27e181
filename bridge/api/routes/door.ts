import type { Link, SignedIn } from '../../../protocol/api.ts';
import type { ApiContext } from '../context.ts';
import { defineRoute, type Route } from '../route.ts';

/** Getting in, and staying told: sign-in, links for further pages, the stream. */
export function doorRoutes(context: Pick<ApiContext, 'signIn' | 'build' | 'run' | 'stream'>): Route[] {
  return [
    defineRoute({
      class: 'sign-in',
      method: 'POST',
      path: '/sign-in',
      body: (shapes) => shapes.SignIn,
      maxBody: 4096,
      run({ body }) {
        const token = context.signIn.exchange(body.code);
        if (!token.ok) return { kind: 'problem', status: 403, problem: token.problem };
        const value: SignedIn = { token: token.value, build: context.build, run: context.run };
        return { kind: 'json', value };
      },
    }),
    defineRoute({
      class: 'api',
      method: 'POST',
      path: '/api/links',
      unmasked: true,
      run({ origin }) {
        const value: Link = { url: context.signIn.link(origin) };
        return { kind: 'json', value };
      },
    }),
    defineRoute({
      class: 'ws',
      method: 'GET',
      path: '/ws',
      upgrade: (upgrade) => context.stream.accept(upgrade),
    }),
  ];
}

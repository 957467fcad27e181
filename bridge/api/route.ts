import type { IncomingMessage } from 'node:http';
import type * as Api from '../../protocol/api.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { Upgrade } from '../stream/upgrade.ts';

/**
 * What a route is, for the guard. Each class owns a territory of paths, so that the guard can
 * judge a request by its path alone, before any routing.
 */
export type RouteClass = 'shell' | 'sign-in' | 'api' | 'ws' | 'callback';
export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** The shapes of protocol/api.ts, handed in when the first body is read: zod costs 45 ms to load. */
export type Shapes = typeof Api;

/** The part of a zod schema that reading a body needs. */
export interface BodyShape<Body> {
  safeParse(
    value: unknown,
  ):
    | { success: true; data: Body }
    | { success: false; error: { issues: { path: PropertyKey[]; message: string }[] } };
}

/** Names after `:` in a path pattern. */
type Params<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? { [K in Name]: string } & Params<`/${Rest}`>
  : Path extends `${string}:${infer Name}`
    ? { [K in Name]: string }
    : unknown;

export interface RouteRequest<Path extends string, Body> {
  params: Params<Path>;
  query: URLSearchParams;
  body: Body;
  /** `http://127.0.0.1:PORT`, as checked. */
  origin: string;
  incoming: IncomingMessage;
}

/** What a route answers. `octets`, `stream` and `file` carry their own headers beside the guard's. */
export type Answer =
  | { kind: 'json'; value: unknown; status?: number }
  | { kind: 'problem'; problem: Problem; status?: number }
  | { kind: 'octets'; bytes: Uint8Array; headers: Record<string, string> }
  | { kind: 'stream'; bytes: AsyncIterable<Uint8Array>; headers: Record<string, string> }
  | { kind: 'file'; bytes: Uint8Array | string; headers: Record<string, string> };

interface Answering<Path extends string, Body> {
  path: Path;
  run(request: RouteRequest<Path, Body>): Answer | Promise<Answer>;
}

interface Reading<Body> {
  body?: (shapes: Shapes) => BodyShape<Body>;
  /** Bytes of body it takes; 1 MiB unless it says otherwise. */
  maxBody?: number;
}

type ShellSpec<Path extends string> = Answering<Path, undefined> & { class: 'shell'; method: 'GET' };
type SignInSpec<Path extends string, Body> = Answering<Path & '/sign-in', Body> &
  Reading<Body> & { class: 'sign-in'; method: 'POST' };
type ApiSpec<Path extends string, Body> = Answering<Path & `/api/${string}`, Body> &
  Reading<Body> & {
    class: 'api';
    method: Method;
    /** The answer holds what the person typed or made, nothing recorded: known secrets are not masked in it. */
    unmasked?: true;
    /** It reads the body itself, as it comes. The guard knows the paths that take anything but JSON. */
    takesBytes?: true;
  };
type CallbackSpec<Path extends string> = Answering<Path & `/callback/${string}`, undefined> & {
  class: 'callback';
  method: 'GET';
};
interface WsSpec<Path extends string> {
  class: 'ws';
  method: 'GET';
  path: Path & '/ws';
  upgrade(upgrade: Upgrade): void;
}

export type RouteSpec<Path extends string, Body> =
  ShellSpec<Path> | SignInSpec<Path, Body> | ApiSpec<Path, Body> | CallbackSpec<Path> | WsSpec<Path>;

/** What anybody may know of a route; tests enumerate these. */
export interface RouteFace {
  class: RouteClass;
  method: Method;
  path: string;
}

const TERRITORIES: Record<RouteClass, (path: string) => boolean> = {
  api: (path) => path === '/api' || path.startsWith('/api/'),
  'sign-in': (path) => path === '/sign-in',
  ws: (path) => path === '/ws',
  callback: (path) => path.startsWith('/callback/'),
  shell: () => true,
};

/** The class whose territory a path lies in; whatever nobody else owns is the shell's. */
export function classOfPath(path: string): RouteClass {
  const owners: RouteClass[] = ['api', 'sign-in', 'ws', 'callback'];
  return owners.find((owner) => TERRITORIES[owner](path)) ?? 'shell';
}

/** A route that went through `defineRoute`; nothing else can be served. */
export class Route implements RouteFace {
  readonly class: RouteClass;
  readonly method: Method;
  readonly path: string;
  readonly #spec: RouteSpec<string, unknown>;

  private constructor(spec: RouteSpec<string, unknown>) {
    this.class = spec.class;
    this.method = spec.method;
    this.path = spec.path;
    this.#spec = spec;
  }

  /** Throws on anything that is not a route made here, however well it imitates one. */
  static specOf(route: Route): RouteSpec<string, unknown> {
    if (!(#spec in route)) {
      throw new TypeError('This route did not come from defineRoute, so it has no class to be guarded by.');
    }
    return route.#spec;
  }

  static define(spec: RouteSpec<string, unknown>): Route {
    if (!Object.hasOwn(TERRITORIES, spec.class)) {
      throw new TypeError(
        `The route ${String(spec.path)} has no class. Give it one of: ${Object.keys(TERRITORIES).join(', ')}.`,
      );
    }
    if (classOfPath(spec.path) !== spec.class) {
      throw new TypeError(
        `The path ${spec.path} belongs to class ${classOfPath(spec.path)}, not ${spec.class}.`,
      );
    }
    return new Route(spec);
  }
}

/**
 * The only way to make a route. A missing or unknown class, or a path outside the territory of its
 * class, is a type error and throws at start.
 */
export function defineRoute<const Path extends string, Body = undefined>(spec: RouteSpec<Path, Body>): Route {
  return Route.define(spec);
}

export function listRoutes(routes: readonly Route[]): RouteFace[] {
  return routes.map(({ class: routeClass, method, path }) => ({ class: routeClass, method, path }));
}

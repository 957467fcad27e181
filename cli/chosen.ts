import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { OpenRequest, Platform } from '../bridge/index.ts';
import type { Outcome, Problem } from '../protocol/problem.ts';
import type { HttpSpec, NamedText } from '../protocol/target.ts';
import type { OpenOptions } from './options.ts';
import type { Surroundings } from './surroundings.ts';

export interface ChoosingPlace extends Surroundings {
  platform: Platform;
  /** Asks in the terminal; undefined when nobody answers. */
  ask(question: string): Promise<string | undefined>;
}

/** What to connect to; or that everything asked for is done, with the exit code. */
export type Chosen = { kind: 'open'; request: OpenRequest | undefined } | { kind: 'done'; exitCode: number };

/** The options about certificates, over whatever the spec says; loud where they switch something off. */
export function withTrust(spec: HttpSpec, options: OpenOptions, place: ChoosingPlace): Outcome<HttpSpec> {
  const caFile = options.caFile === undefined ? spec.caFile : resolve(place.cwd, options.caFile);
  if (caFile !== undefined && !existsSync(caFile)) {
    return refuse(
      'no-such-file',
      `There is no file ${caFile}.`,
      'Give a PEM file of certificate authorities with --ca-file.',
    );
  }
  if (!options.verify) {
    place.terminal.note(
      'mcp-sec-inspect: WARNING: --insecure-no-verify: whoever sits between you and the server can read and change everything, credentials included.',
    );
  }
  return {
    ok: true,
    value: { ...spec, verify: spec.verify && options.verify, ...(caFile !== undefined && { caFile }) },
  };
}

export function opened(
  spec: OpenRequest['spec'],
  options: OpenOptions,
  origin: OpenRequest['origin'],
  name = options.name,
): Outcome<Chosen> {
  const request: OpenRequest = {
    spec,
    origin,
    confirmed: 'in-terminal',
    ...(name !== undefined && { name }),
    ...(options.opening !== undefined && { opening: options.opening }),
  };
  return { ok: true, value: { kind: 'open', request } };
}

/** Of several values for one name the last one counts. */
export function lastOfEach(texts: NamedText[]): NamedText[] {
  return [...new Map(texts.map((named) => [named.name, named])).values()];
}

export function refuse(code: string, message: string, hint: string): { ok: false; problem: Problem } {
  return { ok: false, problem: { code, message, hint } };
}

import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Look, Scenario } from './servers/turning/scenarios.ts';

/** What is to be started so that a look sees what its scenario promises; the rest is up to who looks. */
export interface Launch {
  args: string[];
  env: Record<string, string>;
}

/** Homes to start in: one with keys and one without. */
export class Homes {
  readonly folder = mkdtempSync(join(tmpdir(), 'turning-'));
  readonly plain = this.#make('plain');
  readonly withKeys = this.#make('keys', '.ssh');
  #states = 0;

  state(): string {
    return join(this.folder, `state-${++this.#states}.json`);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  #make(...names: string[]): string {
    mkdirSync(join(this.folder, ...names), { recursive: true });
    return join(this.folder, names[0]!);
  }
}

export function launchOf({ name }: Scenario, look: Look, homes: Homes, ...more: string[]): Launch {
  const home = look.isHomeWithKeys === true ? homes.withKeys : homes.plain;
  return {
    args: ['--scenario', name, ...(look.from === undefined ? [] : ['--from', look.from]), ...more],
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: home,
      USERPROFILE: home,
      ...(look.isCi === true ? { CI: '1' } : {}),
      ...(look.isAnonymous === true ? {} : { TOKEN: 'made-up' }),
    },
  };
}

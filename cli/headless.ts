import { choosePlatform, preparePrivateDir, startHeadless, type Headless } from '../bridge/index.ts';
import type { Outcome } from '../protocol/problem.ts';
import type { ChoosingPlace } from './chosen.ts';
import { chooseDataDir } from './data-dir.ts';
import { readLines, type Lines } from './lines.ts';
import type { Surroundings } from './surroundings.ts';

/** A bridge without a page in this terminal; a signal ends everything it started at once. */
export async function beginHeadless(
  dataDirAsked: string | undefined,
  here: Surroundings,
  how: { inspects?: boolean } = {},
): Promise<Outcome<Headless>> {
  const { terminal, env, build } = here;
  const dataDir = chooseDataDir(dataDirAsked, env);
  const refused = preparePrivateDir(dataDir);
  if (refused !== undefined) return { ok: false, problem: refused };
  const started = await startHeadless({
    ...how,
    dataDir,
    env,
    build,
    onNotice: ({ text }) => terminal.note(`mcp-sec-inspect: ${text}`),
  });
  if (!started.ok) return started;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    here.onSignal(signal, () => {
      started.value.stopHard();
      here.exit(130);
    });
  }
  return started;
}

/** Where a target is chosen, with questions in this terminal. */
export function choosingPlace(here: Surroundings): ChoosingPlace {
  let lines: Lines | undefined;
  return {
    ...here,
    platform: choosePlatform(here.env),
    ask: (question) => {
      here.terminal.ask(question);
      return (lines ??= readLines(here.stdin)).next();
    },
  };
}

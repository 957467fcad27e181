import type { CoreOptions } from './core-options.ts';
import type { Journal } from './journal/journal.ts';
import type { Problem } from '../protocol/problem.ts';
import type { Masking } from './secrets/masking.ts';
import { SecretPlaces } from './secrets/secret-places.ts';
import type { Secrets } from './secrets/secrets.ts';
import type { Feed } from './stream/feed.ts';

/** Values that earlier runs sent are masked again before anybody can ask for a recording, and new ones are noted. */
export async function rememberSecrets(
  parts: Pick<CoreOptions, 'dataDir' | 'env'> & {
    journal: Journal;
    secrets: Secrets;
    masking: Masking;
    feed: Feed;
    onProblem(problem: Problem): void;
    onBug(bug: unknown): void;
  },
): Promise<SecretPlaces> {
  const places = new SecretPlaces(parts);
  await places.restore();
  parts.feed.subscribe({ frames: (rows) => places.recorded(rows), change() {} });
  return places;
}

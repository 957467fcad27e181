import type { Change } from './stream/source.ts';
import type { Core } from './core.ts';

/** Hears every change that is told until something is over. */
export async function followed(
  feed: Core['feed'],
  heard: (change: Change) => void,
  over: Promise<void>,
): Promise<void> {
  const stop = feed.subscribe({ frames() {}, change: heard });
  try {
    await over;
  } finally {
    stop();
  }
}

import { setTimeout } from 'node:timers/promises';
import type { RowsPage, RowsRequest } from '../../protocol/api.ts';
import type { Outcome } from '../../protocol/problem.ts';
import type { Journal } from './journal.ts';

const LOOK_EVERY_MS = 10;

/**
 * A page once all that matches is known. Lists are found from the newest down and pages are given on the
 * way: whoever goes on from such a page by its numbers reads some rows twice, and misses older ones.
 */
export async function completePage(
  journal: Pick<Journal, 'rows'>,
  request: RowsRequest,
): Promise<Outcome<RowsPage>> {
  for (;;) {
    const page = await journal.rows(request);
    if (!page.ok || page.value.complete) return page;
    await setTimeout(LOOK_EVERY_MS);
  }
}

import type { Outcome } from '../../protocol/problem.ts';
import type { Method } from './ask.ts';
import { ArchivesApi } from './archives-api.ts';
import { AnsweringApi } from './answering-api.ts';
import { CollectionsApi } from './collections-api.ts';
import { ComparingApi } from './comparing-api.ts';
import { FuzzApi } from './fuzz-api.ts';
import { ReplaysApi } from './replays-api.ts';

type Ask = <T>(method: Method, path: string, body?: unknown, signal?: AbortSignal) => Promise<Outcome<T>>;

/** What the page may ask about repeating, comparing and varying what was recorded, a subject each. */
export class RepeatingApi {
  readonly answering: AnsweringApi;
  readonly archives: ArchivesApi;
  readonly collections: CollectionsApi;
  readonly comparing: ComparingApi;
  readonly fuzz: FuzzApi;
  readonly replays: ReplaysApi;

  constructor(ask: Ask) {
    this.answering = new AnsweringApi(ask);
    this.archives = new ArchivesApi(ask);
    this.collections = new CollectionsApi(ask);
    this.comparing = new ComparingApi(ask);
    this.fuzz = new FuzzApi(ask);
    this.replays = new ReplaysApi(ask);
  }
}

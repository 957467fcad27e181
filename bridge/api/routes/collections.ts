import type {
  CollectionRow,
  ExportedCollection,
  KeptCollection,
  PutCollection,
} from '../../../protocol/collection/kept.ts';
import type { CollectionRun, CollectionRunHead, RunCollection } from '../../../protocol/collection/run.ts';
import type { Outcome, Problem } from '../../../protocol/problem.ts';
import { defineRoute, type Route } from '../route.ts';
import { answerBad, answerDone, answerOutcome } from './answers.ts';

/** 16 Mi characters, most of which may need an escape on the way here. */
const MOST_BODY = 40 * 1024 * 1024;

/** Saved calls as the page deals with them. */
export interface CollectionsApi {
  all(): CollectionRow[];
  get(id: string): Outcome<KeptCollection>;
  put(change: PutCollection): Outcome<CollectionRow>;
  bring(text: string): Outcome<CollectionRow>;
  remove(id: string): Problem | undefined;
  exported(id: string, masks: boolean): Outcome<ExportedCollection>;
  /** Answers when it has begun. */
  run(id: string, how: RunCollection): Outcome<CollectionRun>;
  readonly runs: {
    /** Newest first. */
    all(): CollectionRunHead[];
    get(id: string): Outcome<CollectionRun>;
    /** Answers when nothing more is sent. */
    stop(id: string): Promise<Outcome<CollectionRun>>;
  };
}

/** Saved calls in collections, and runs of them. */
export function collectionRoutes({ collections }: { collections: CollectionsApi }): Route[] {
  return [
    // What the person typed, and must come back exactly so.
    defineRoute({
      class: 'api',
      method: 'GET',
      path: '/api/collections',
      unmasked: true,
      run: () => ({ kind: 'json', value: { collections: collections.all() } }),
    }),
    defineRoute({
      class: 'api',
      method: 'POST',
      path: '/api/collections',
      body: (shapes) => shapes.ImportCollection,
      maxBody: MOST_BODY,
      run: ({ body }) => answerOutcome(collections.bring(body.text)),
    }),
    defineRoute({
      class: 'api',
      method: 'GET',
      path: '/api/collections/:collection',
      unmasked: true,
      run: ({ params }) => answerOutcome(collections.get(params.collection)),
    }),
    defineRoute({
      class: 'api',
      method: 'PUT',
      path: '/api/collections/:collection',
      unmasked: true,
      body: (shapes) => shapes.PutCollection,
      maxBody: MOST_BODY,
      run: ({ params, body }) =>
        body.collection.id === params.collection
          ? answerOutcome(collections.put(body))
          : answerBad('bad-collection', 'The id of a collection is that of the path.'),
    }),
    defineRoute({
      class: 'api',
      method: 'DELETE',
      path: '/api/collections/:collection',
      run: ({ params }) => answerDone(collections.remove(params.collection)),
    }),
    defineRoute({
      class: 'api',
      method: 'GET',
      path: '/api/collections/:collection/file',
      run: ({ params, query }) =>
        answerOutcome(collections.exported(params.collection, query.get('secrets') === 'masked')),
    }),
    defineRoute({
      class: 'api',
      method: 'POST',
      path: '/api/collections/:collection/runs',
      body: (shapes) => shapes.RunCollection,
      run: ({ params, body }) => answerOutcome(collections.run(params.collection, body)),
    }),
    defineRoute({
      class: 'api',
      method: 'GET',
      path: '/api/collection-runs',
      run: () => ({ kind: 'json', value: { runs: collections.runs.all() } }),
    }),
    defineRoute({
      class: 'api',
      method: 'GET',
      path: '/api/collection-runs/:id',
      run: ({ params }) => answerOutcome(collections.runs.get(params.id)),
    }),
    defineRoute({
      class: 'api',
      method: 'POST',
      path: '/api/collection-runs/:id/stop',
      run: async ({ params }) => answerOutcome(await collections.runs.stop(params.id)),
    }),
  ];
}

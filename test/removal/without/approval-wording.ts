import * as guarded from '../../../bridge/history/deciding.ts';

export * from '../../../bridge/history/deciding.ts';

/** A yes holds for whatever is offered by now. */
export const decide: typeof guarded.decide = (history, standing, before, request, at) => {
  const { version } = standing.summary();
  const items =
    request.items === 'all'
      ? request.items
      : request.items.map((one) => {
          const { hash } =
            standing.items.find(({ section, name }) => section === one.section && name === one.name) ?? one;
          return hash === undefined ? one : { ...one, hash };
        });
  return guarded.decide(history, standing, before, { ...request, version, items }, at);
};

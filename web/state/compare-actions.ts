import type { ComparedPlace } from '../../protocol/comparison.ts';
import type { Action } from './actions.ts';
import type { App } from './app.svelte.ts';

export function compareActions(app: App): Action[] {
  const { compare } = app.repeater;
  const isCompare = () => app.location.place.screen === 'compare';
  const hasBoth = () => isCompare() && compare.shown !== undefined;
  const with_ = (run: (place: ComparedPlace) => void) => () => {
    const place = subjectOf(app);
    if (place !== undefined) run(place);
  };
  return [
    {
      id: 'hold',
      group: 'Compare',
      words: 'Hold this frame, answer, item or session for comparison',
      keys: 'h',
      when: () => subjectOf(app) !== undefined,
      run: with_((place) => {
        compare.hold(place);
        app.toast.say('Held for comparison. ⇧H at another one compares them.');
      }),
    },
    {
      id: 'compare-with-held',
      group: 'Compare',
      words: 'Compare with what is held',
      keys: 'shift+h',
      when: () => compare.canCompare(subjectOf(app)),
      run: with_((place) => compare.pick(place)),
    },
    {
      id: 'compare-sends',
      group: 'Compare',
      words: 'Compare the answer with the one before it in this tab',
      keys: 'd',
      when: () => lastTwo(app) !== undefined,
      run: () => {
        const two = lastTwo(app);
        if (two !== undefined) compare.compare(...two);
      },
    },
    {
      id: 'swap-sides',
      group: 'Compare',
      words: 'Swap left and right',
      keys: 's',
      when: hasBoth,
      run: () => compare.swap(),
    },
    {
      id: 'unfold-volatile',
      group: 'Compare',
      words: 'Show or fold what differs every time',
      keys: 'v',
      when: () => isCompare() && compare.texts !== undefined,
      run: () => compare.unfold(!compare.isUnfolded),
    },
    {
      id: 'open-difference',
      group: 'Compare',
      words: 'Open the pair, or the right side of the difference',
      keys: 'enter',
      isByKeyOnly: true,
      when: () => hasBoth() && compare.selected !== undefined,
      run: () => {
        if (compare.selected === undefined) return;
        if (compare.sessions !== undefined) compare.openPair(compare.selected);
        else compare.showSide('right', compare.rows[compare.selected]);
      },
    },
    {
      id: 'drop-held',
      group: 'Compare',
      words: 'Hold nothing for comparison any more',
      when: () => compare.held !== undefined,
      run: () => compare.hold(undefined),
    },
  ];
}

/** What is looked at, where it can be compared. */
export function subjectOf(app: App): ComparedPlace | undefined {
  const { screen, at, item, target } = app.location.place;
  switch (screen) {
    case 'traffic':
      return at === undefined ? undefined : { kind: 'frame', session: at.session, seq: at.seq };
    case 'inventory':
      return item === undefined || app.session === undefined
        ? undefined
        : { kind: 'item', session: app.session.id, ref: item };
    case 'craft':
      return answerAt(app, app.craft.chosenIndex);
    case 'targets':
      return target === undefined || app.session === undefined
        ? undefined
        : { kind: 'session', session: app.session.id };
    default:
      return undefined;
  }
}

/** The answer to a send of the tab. */
function answerAt({ craft }: App, index: number): ComparedPlace | undefined {
  const send = craft.draft?.sends[index];
  const answer = send === undefined ? undefined : craft.callOf(send)?.answer;
  return answer === undefined ? undefined : { kind: 'frame', session: answer.session, seq: answer.seq };
}

/** The answer that is looked at in Craft and the newest one before it. */
function lastTwo(app: App): [ComparedPlace, ComparedPlace] | undefined {
  if (app.location.place.screen !== 'craft') return undefined;
  const right = answerAt(app, app.craft.chosenIndex);
  if (right === undefined) return undefined;
  for (let index = app.craft.chosenIndex - 1; index >= 0; index--) {
    const left = answerAt(app, index);
    if (left !== undefined) return [left, right];
  }
  return undefined;
}

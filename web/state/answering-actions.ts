import type { Action } from './actions.ts';
import type { App } from './app.svelte.ts';

/** Answering servers otherwise than by the form: rules, prepared answers, changed follow-ups. */
export function answeringActions(app: App): Action[] {
  const isFollowUp = () =>
    app.location.place.screen === 'craft' &&
    app.craft.draft !== undefined &&
    app.repeater.followUps.isWritten;
  return [
    {
      id: 'answer-rules',
      group: 'Targets',
      words: 'Edit the rules that answer questions of the target',
      when: () => app.target !== undefined,
      run: () => {
        app.repeater.answerRules.isWanted = true;
        app.openDialog('questions');
      },
    },
    {
      id: 'answer-otherwise',
      group: 'Page',
      words: 'Answer the question that waits as no honest client would',
      when: () => app.questions.waiting.length > 0,
      run: () => {
        app.openDialog('questions');
        app.focus.ask('answer-with');
      },
    },
    {
      id: 'change-follow-up',
      group: 'Craft',
      words: 'Change the follow-up: its state, its responses, its request',
      when: isFollowUp,
      run: () => app.focus.ask('follow-up'),
    },
  ];
}

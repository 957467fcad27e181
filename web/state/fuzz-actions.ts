import type { Action } from './actions.ts';
import type { App } from './app.svelte.ts';
import { fuzzFrame, fuzzItem, fuzzText } from './fuzz-draft.ts';
import { subjectOfItem } from './fuzz-offers.svelte.ts';
import type { Fuzz } from './fuzz.svelte.ts';
import { openFrame } from './frame-draft.ts';
import { isLive } from './sessions.svelte.ts';
import { withSession } from './session-term.ts';

/** Choosing what is tried, starting it, holding it up, and looking at what came of it. */
export function fuzzActions(app: App): Action[] {
  const desk = () => (app.location.place.screen === 'fuzz' ? app.fuzz.shown : undefined);
  const isPlanning = () => desk() !== undefined && app.location.place.fuzz.run === undefined;
  const state = () => desk()?.runs.shown?.state;
  const row = () => desk()?.shown.row;
  const withDesk = (run: (fuzz: Fuzz) => unknown) => () => {
    const fuzz = desk();
    if (fuzz !== undefined) run(fuzz);
  };
  return [
    {
      id: 'fuzz-this',
      group: 'Fuzz',
      get words() {
        return app.location.place.screen === 'inventory'
          ? 'Fuzz this: try hostile values on the item…'
          : 'Fuzz this: mark places in the message and try values there…';
      },
      keys: 'i',
      when: () => canFuzz(app),
      run: () => fuzzThis(app),
    },
    {
      id: 'start-fuzz',
      group: 'Fuzz',
      words: 'Start what is planned',
      keys: 'mod+enter',
      when: () => isPlanning() && desk()?.planning.agreeable !== undefined,
      run: withDesk((fuzz) => void fuzz.start()),
    },
    {
      id: 'pause-fuzz',
      group: 'Fuzz',
      get words() {
        return state() === 'running' ? 'Pause the run' : 'Go on with the run';
      },
      keys: 'p',
      when: () => ['running', 'paused', 'interrupted'].includes(state() ?? ''),
      run: withDesk((fuzz) => void fuzz.turn(state() === 'running' ? 'pause' : 'resume')),
    },
    {
      id: 'stop-fuzz',
      group: 'Fuzz',
      words: 'Stop the fuzz run that goes on',
      keys: 'shift+x',
      when: () => app.fuzz.going !== undefined && app.probes.going === undefined,
      run: () => void stopFuzz(app),
    },
    {
      id: 'show-fuzz-going',
      group: 'Fuzz',
      words: 'Show the fuzz run that goes on',
      when: () => app.fuzz.going !== undefined,
      run: () => {
        const { going } = app.fuzz;
        if (going === undefined) return;
        const { fuzz } = app.location.place;
        app.location.go({ screen: 'fuzz', target: going.target, fuzz: { ...fuzz, run: going.id } });
      },
    },
    {
      id: 'next-fuzz-finding',
      group: 'Fuzz',
      words: 'Next finding of the run',
      keys: 'f',
      when: () => (desk()?.runs.report?.findings.length ?? 0) > 0,
      run: withDesk((fuzz) => fuzz.stepFinding(1)),
    },
    {
      id: 'previous-fuzz-finding',
      group: 'Fuzz',
      words: 'Previous finding of the run',
      keys: 'shift+f',
      isByKeyOnly: true,
      when: () => (desk()?.runs.report?.findings.length ?? 0) > 0,
      run: withDesk((fuzz) => fuzz.stepFinding(-1)),
    },
    {
      id: 'fuzz-case-detail',
      group: 'Fuzz',
      words: 'Open: go into the answer of the case',
      keys: 'enter',
      isByKeyOnly: true,
      when: () => row() !== undefined,
      run: () => app.focus.ask('detail'),
    },
    {
      id: 'fuzz-half',
      group: 'Fuzz',
      words: 'Show the requests beside each other, or the answers',
      keys: 'v',
      when: () => desk()?.shown.call !== undefined,
      run: withDesk((fuzz) => (fuzz.half = fuzz.half === 'answer' ? 'request' : 'answer')),
    },
    {
      id: 'fuzz-to-craft',
      group: 'Fuzz',
      words: 'Open the case in Craft, as small as it was made',
      keys: 'r',
      when: () => row()?.request !== undefined,
      run: withDesk((fuzz) => void openCase(app, fuzz)),
    },
    {
      id: 'fuzz-case-again',
      group: 'Fuzz',
      words: 'Run this case again: plan it alone…',
      keys: 'shift+r',
      when: () => row() !== undefined && desk()?.runs.report !== undefined,
      run: withDesk((fuzz) => fuzz.planAgain(row()?.n)),
    },
    {
      id: 'copy-fuzz-command',
      group: 'Fuzz',
      words: 'Copy the command line that sends this case again',
      keys: 'shift+y',
      when: () => desk()?.command !== undefined,
      run: withDesk((fuzz) => void copyCommand(app, fuzz)),
    },
    {
      id: 'fuzz-to-traffic',
      group: 'Fuzz',
      words: 'Show the case in Traffic',
      keys: 't',
      when: () => row()?.request !== undefined,
      run: withDesk((fuzz) => showCase(app, fuzz)),
    },
  ];
}

function canFuzz(app: App): boolean {
  const { screen, at, item } = app.location.place;
  switch (screen) {
    case 'inventory':
      return item !== undefined && subjectOfItem(item) !== undefined && isLive(app.session);
    case 'traffic':
      return at !== undefined;
    case 'craft':
      return app.craft.draft !== undefined && !app.craft.isHex;
    default:
      return false;
  }
}

function fuzzThis(app: App): void {
  const { screen, at, item } = app.location.place;
  const { draft } = app.craft;
  if (screen === 'inventory' && item !== undefined && app.session !== undefined)
    fuzzItem(app, app.session.target, item);
  else if (screen === 'traffic' && at !== undefined) void fuzzFrame(app, at);
  else if (screen === 'craft' && draft !== undefined) fuzzText(app, draft.target, draft.text, draft.how);
}

/** From any screen: the run that is looked at, or the one that began last. */
async function stopFuzz(app: App): Promise<void> {
  const { going, shown } = app.fuzz;
  if (shown !== undefined) return shown.turn('stop');
  if (going === undefined) return;
  const stopped = await app.bridge.api.repeating.fuzz.turn(going.id, 'stop');
  if (stopped.ok) {
    app.fuzz.heard(stopped.value);
    app.toast.say('The fuzz run is stopped.');
  } else app.toast.complain(stopped.problem);
}

/** What was proved is opened as small as it was made; anything else as it was sent. */
async function openCase(app: App, fuzz: Fuzz): Promise<void> {
  const { finding } = fuzz;
  const { session, request } = fuzz.shown.row ?? {};
  const target = fuzz.runs.shown?.target;
  if (finding !== undefined && target !== undefined) app.drafts.openText(target, finding.minimal);
  else if (session !== undefined && request !== undefined) await openFrame(app, { session, seq: request });
}

async function copyCommand(app: App, { command, shown }: Fuzz): Promise<void> {
  if (command === undefined) return;
  await navigator.clipboard.writeText(command);
  const what = shown.row?.oracle === undefined ? 'sends the case' : 'shows it';
  app.toast.say(
    command.startsWith('#')
      ? 'What was marked by hand can be sent from this page alone; its seed and number are copied.'
      : `The command line is copied. It ${what} again with the same seed.`,
  );
}

function showCase(app: App, fuzz: Fuzz): void {
  const { session: id, request, answer } = fuzz.shown.row ?? {};
  const session = app.sessions.get(id);
  if (request === undefined) return;
  if (session === undefined) return app.toast.say('Its session is not here any more.');
  const at = { session: session.id, seq: answer ?? request };
  app.location.go({
    screen: 'traffic',
    mode: 'frames',
    q: withSession('', session.number),
    at,
    finding: undefined,
  });
}

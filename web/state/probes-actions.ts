import type { Action } from './actions.ts';
import type { App } from './app.svelte.ts';

/** Choosing what is run, starting it, stopping it, and looking at what was seen. */
export function probesActions(app: App): Action[] {
  const isProbes = () => app.location.place.screen === 'probes';
  const desk = () => (isProbes() ? app.probes.shown : undefined);
  const isPlanning = () => desk() !== undefined && app.location.place.run === undefined;
  return [
    {
      id: 'open-probe',
      group: 'Probes',
      words: 'Open: go into the probe',
      keys: 'enter',
      isByKeyOnly: true,
      when: () => desk()?.selected !== undefined,
      run: () => app.focus.ask('detail'),
    },
    {
      id: 'choose-probe',
      group: 'Probes',
      words: 'Take the probe into the plan, or out of it',
      keys: 'x',
      when: () => isPlanning() && desk()?.selected !== undefined,
      run: () => {
        const row = desk()?.selected;
        if (row !== undefined) desk()?.choose(row.id, !row.isChosen);
      },
    },
    {
      id: 'start-probes',
      group: 'Probes',
      words: 'Start the probes of the plan that is shown',
      keys: 'mod+enter',
      // Only where the whole plan is on the screen.
      when: () =>
        isPlanning() && app.location.place.probe === undefined && desk()?.plan.agreeable !== undefined,
      run: () => void desk()?.start(),
    },
    {
      id: 'add-probe-call',
      group: 'Probes',
      words: 'Name a call that probes may make',
      keys: 'a',
      when: () => isPlanning() && desk()?.plan.plan !== undefined,
      run: () => {
        app.location.slide({ probe: undefined });
        desk()?.ask('');
      },
    },
    {
      id: 'stop-probes',
      group: 'Probes',
      words: 'Stop the probes that are running',
      keys: 'shift+x',
      when: () => app.probes.going !== undefined,
      run: () => void stopProbes(app),
    },
    {
      id: 'show-probes-running',
      group: 'Probes',
      words: 'Show the probes that are running',
      when: () => app.probes.going !== undefined,
      run: () => {
        const { going } = app.probes;
        if (going !== undefined)
          app.location.go({ screen: 'probes', target: going.target, run: going.id, probe: undefined });
      },
    },
  ];
}

/** From any screen: the run that is looked at, or the one that began last. */
async function stopProbes(app: App): Promise<void> {
  const { going, shown } = app.probes;
  if (shown !== undefined) {
    const run = shown.runs.shown?.state === 'running' ? shown.runs.shown.id : going?.id;
    if (run !== undefined) await shown.runs.stop(run);
    return;
  }
  if (going === undefined) return;
  const stopped = await app.bridge.api.probes.stop(going.id);
  if (stopped.ok) {
    app.probes.heard(stopped.value);
    app.toast.say('The probes are stopped.');
  } else app.toast.complain(stopped.problem);
}

import type { Action } from './actions.ts';
import type { App } from './app.svelte.ts';
import { sessionAt } from './replay-actions.ts';

export function archiveActions(app: App): Action[] {
  const { archive } = app.repeater;
  return [
    {
      id: 'export-session',
      group: 'Targets',
      words: 'Export this session as a file…',
      when: () => sessionAt(app) !== undefined,
      run: () => {
        const session = sessionAt(app);
        if (session !== undefined) void archive.ask(session);
      },
    },
    {
      id: 'open-session-file',
      group: 'Targets',
      words: 'Open a session file…',
      run: () => {
        app.location.go({ screen: 'targets' });
        archive.asked++;
      },
    },
  ];
}

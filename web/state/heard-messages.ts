import type { InspectionNews } from '../../protocol/finding.ts';
import type { Session } from '../../protocol/session.ts';
import type { BridgeMessage } from '../../protocol/stream.ts';
import type { Target } from '../../protocol/target.ts';
import type { App } from './app.svelte.ts';

export type Hello = Extract<BridgeMessage, { kind: 'hello' }>;

/** Hands what the bridge told to whoever it is for, lists in one go; answers what the page as a whole has to act on. */
export function hearMessages(
  app: App,
  messages: readonly BridgeMessage[],
  onHello: (hello: Hello) => void,
): { heard: number; deleted: string[] } {
  const sessions: Session[] = [];
  const deleted: string[] = [];
  const targets: Target[] = [];
  const forgotten: string[] = [];
  const inspected: InspectionNews[] = [];
  let heard = 0;
  for (const message of messages) {
    switch (message.kind) {
      case 'hello':
        onHello(message);
        break;
      case 'frames':
        heard = message.upTo;
        app.status.framesCame(message.count);
        app.answers.heard(message);
        app.calls.came(message.rows);
        break;
      case 'session':
        sessions.push(message.session);
        break;
      case 'session-deleted':
        deleted.push(message.id);
        break;
      case 'target':
        targets.push(message.target);
        break;
      case 'target-forgotten':
        forgotten.push(message.key);
        break;
      case 'journal':
        app.status.journalChanged(message.journal);
        break;
      case 'escaped':
        app.status.escapedChanged(message.escaped);
        break;
      case 'preferences':
        app.preferences.heard(message.preferences);
        break;
      case 'annotation':
        app.repeater.annotations.heard(message);
        // It may match a query for annotations only now.
        app.traffic.heard(0);
        break;
      case 'inspection':
        inspected.push(message.news);
        break;
      case 'rules':
        app.inspection.rulesChanged(message.version);
        break;
      case 'flows':
        app.flows.heard();
        break;
      case 'practice':
        app.practice.heard();
        break;
      case 'review':
        app.reviews.heard(message.review);
        break;
      case 'run':
        app.probes.heard(message.run);
        break;
      case 'run-deleted':
        app.probes.deleted(message.id);
        break;
      case 'fuzz-run':
        app.fuzz.heard(message.run);
        break;
      case 'fuzz-run-deleted':
        app.fuzz.deleted(message.id);
        break;
      case 'replay':
        app.repeater.replays.heard(message.replay);
        break;
      case 'replay-deleted':
        app.repeater.replays.deleted(message.id);
        break;
      case 'collection':
      case 'collection-deleted':
      case 'collection-run':
        app.repeater.collections.heard(message);
        break;
      case 'call':
        app.calls.heard(message.call);
        break;
      case 'reload':
        break;
    }
  }
  app.sessions.changed(sessions, deleted);
  app.repeater.followUps.heard(sessions);
  app.targets.changed(targets, forgotten);
  app.inspection.heard(inspected, deleted);
  // A frame may match a query for findings only now.
  if (inspected.some(({ marked }) => marked.length > 0)) app.traffic.heard(0);
  return { heard, deleted };
}

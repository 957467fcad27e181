import type { Vocabulary } from '../../../protocol/query/index.ts';
import type { App } from '../../state/app.svelte.ts';
import { counted } from '../figures.ts';

const METHODS = [
  'initialize', 'server/discover', 'ping', 'tools/list', 'tools/call', 'resources/list', 'resources/templates/list',
  'resources/read', 'resources/subscribe', 'resources/unsubscribe', 'prompts/list', 'prompts/get', 'completion/complete',
  'logging/setLevel', 'roots/list', 'sampling/createMessage', 'elicitation/create', 'subscriptions/listen',
  'notifications/*', 'notifications/initialized', 'notifications/progress', 'notifications/message',
  'notifications/cancelled', 'notifications/tools/list_changed', 'notifications/resources/list_changed',
  'notifications/resources/updated', 'notifications/prompts/list_changed', 'notifications/roots/list_changed',
]; // prettier-ignore
const CHANNELS = ['stdin', 'stdout', 'stderr', 'c1', 'c2', 'c3'];

/** Words that completion offers: of the protocol, of what is known here, and of the rows in view. */
export function vocabularyOf(app: App): Vocabulary {
  return {
    methods: METHODS.map((word) => ({ word })),
    names: app.traffic.names().map((word) => ({ word })),
    targets: app.targets.all.map(({ key, name }) => ({
      word: key,
      ...(name === key ? {} : { detail: name }),
    })),
    sessions: app.sessions.all.slice(0, 50).map(({ number, name, targetName, frames }) => ({
      word: String(number),
      detail: `${name ?? targetName}, ${counted(frames, 'frame')}`,
    })),
    channels: CHANNELS.map((word) => ({ word })),
  };
}

import { AnswerRules } from './answer-rules.svelte.ts';
import { Archive } from './archive.svelte.ts';
import { Annotations } from './annotations.svelte.ts';
import { Collections } from './collections.svelte.ts';
import { Comparing } from './comparing.svelte.ts';
import type { Bridge } from './bridge.svelte.ts';
import type { Drafts } from './drafts.svelte.ts';
import { Conversation } from './conversation.svelte.ts';
import type { Craft } from './craft.svelte.ts';
import { MethodTable } from './method-table.svelte.ts';
import { FollowUps } from './follow-ups.svelte.ts';
import type { Location } from './location.svelte.ts';
import { Replays } from './replays.svelte.ts';
import type { Preferences } from './preferences.svelte.ts';
import { SavedFilters } from './saved-filters.svelte.ts';
import type { Sessions } from './sessions.svelte.ts';
import type { Targets } from './targets.svelte.ts';
import type { Toast } from './toast.svelte.ts';

export interface RepeaterParts {
  api: Bridge['api'];
  bodies: Bridge['bodies'];
  location: Location;
  toast: Toast;
  sessions: Sessions;
  targets: Targets;
  preferences: Preferences;
  craft: Craft;
  drafts: Drafts;
}

/** What repeats and compares: replays, comparisons, collections, sessions as files. */
export class Repeater {
  readonly parts: RepeaterParts;
  readonly answerRules: AnswerRules;
  readonly followUps: FollowUps;
  readonly annotations: Annotations;
  readonly archive: Archive;
  readonly methods: MethodTable;
  readonly filters: SavedFilters;
  readonly conversation: Conversation;
  readonly compare: Comparing;
  readonly collections: Collections;
  readonly replays: Replays;

  constructor(parts: RepeaterParts) {
    this.parts = parts;
    this.answerRules = new AnswerRules(parts.api.repeating.answering, parts.sessions, parts.toast);
    this.followUps = new FollowUps(parts.craft, parts.toast);
    this.collections = new Collections(parts);
    this.compare = new Comparing({
      api: parts.api.repeating.comparing,
      location: parts.location,
      toast: parts.toast,
    });
    this.archive = new Archive({ ...parts, api: parts.api.repeating.archives });
    this.replays = new Replays({ ...parts, api: parts.api.repeating.replays });
    this.conversation = new Conversation(parts.api);
    this.filters = new SavedFilters(parts.preferences, parts.location);
    this.methods = new MethodTable(parts.api.traffic, parts.location);
    this.annotations = new Annotations(parts.api.traffic, parts.toast);
  }

  /** The bridge was away: whatever is shown is asked for again. */
  again(): void {
    this.annotations.again();
    this.methods.heard();
    this.collections.again();
    this.compare.again();
    this.replays.again();
  }
}

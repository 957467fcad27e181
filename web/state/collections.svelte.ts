import type { Collection, SavedCall } from '../../protocol/collection/collection.ts';
import type { CollectionRow } from '../../protocol/collection/kept.ts';
import type { Outcome } from '../../protocol/problem.ts';
import type { BridgeMessage } from '../../protocol/stream.ts';
import type { Api } from '../connection/api.ts';
import type { CollectionLine } from './collection-lines.ts';
import { linesOf, moved } from './collection-lines.ts';
import { CollectionRuns } from './collection-runs.svelte.ts';
import type { Craft } from './craft.svelte.ts';
import type { Drafts } from './drafts.svelte.ts';
import type { Preferences } from './preferences.svelte.ts';
import type { CallForm, Leaf } from './saving-call.ts';
import { formAgain, formOf, leavesOf, savedCall } from './saving-call.ts';
import { newUuid } from './new-id.ts';
import type { Toast } from './toast.svelte.ts';

type Heard = Extract<BridgeMessage, { kind: 'collection' | 'collection-deleted' | 'collection-run' }>;

/** What is asked in a dialog. */
export type CollectionDialog =
  | { kind: 'save'; form: CallForm; leaves: readonly Leaf[] }
  | { kind: 'delete' }
  /** A known secret stands in it. */
  | { kind: 'export-masked'; words: string };

interface Parts {
  api: Api;
  toast: Toast;
  preferences: Preferences;
  craft: Craft;
  drafts: Drafts;
}

/** Saved calls beside Craft: the collections there are, and the one that is looked at. */
export class Collections {
  #parts: Parts;
  #isOpen = $state(false);
  #rows = $state.raw<readonly CollectionRow[]>([]);
  #isLoaded = false;
  /** Changes on their way, each based on the one before. */
  #writing = 0;
  #written: Promise<unknown> = Promise.resolve();
  /** The state that is looked at, as the bridge has it. */
  #base: Pick<CollectionRow, 'id' | 'revision'> | undefined;
  /** The state of it that was told of last. */
  #told: string | undefined;
  #whole = $state.raw<Collection | undefined>(undefined);
  #selected = $state<string | undefined>(undefined);
  #dialog = $state.raw<CollectionDialog | undefined>(undefined);
  readonly runs: CollectionRuns;
  #lines = $derived.by(() => this.#toLines());

  constructor(parts: Parts) {
    this.#parts = parts;
    this.runs = new CollectionRuns(parts);
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }
  get rows(): readonly CollectionRow[] {
    return this.#rows;
  }
  get whole(): Collection | undefined {
    return this.#whole;
  }
  get lines(): readonly CollectionLine[] {
    return this.#lines;
  }
  get selected(): SavedCall | undefined {
    return this.#whole?.calls.find(({ id }) => id === this.#selected);
  }
  get dialog(): CollectionDialog | undefined {
    return this.#dialog;
  }
  /** Folders there are, to choose from. */
  get folders(): string[] {
    return [...new Set(this.#whole?.calls.map(({ folder }) => folder))].filter((folder) => folder !== '');
  }

  toggle(): void {
    this.#isOpen = !this.#isOpen;
    if (this.#isOpen) void this.#load();
  }
  select(id: string): void {
    this.#selected = id;
  }
  close(): void {
    this.#dialog = undefined;
  }
  askToDelete(): void {
    if (this.#whole !== undefined) this.#dialog = { kind: 'delete' };
  }

  async choose(id: string): Promise<void> {
    const found = await this.#api.get(id);
    if (!found.ok) return this.#parts.toast.complain(found.problem);
    const { collection, revision } = found.value;
    this.#whole = collection;
    this.#base = { id, revision };
    const run = this.runs.of(id);
    if (run !== undefined) void this.runs.fetch(run.id);
  }
  async create(name: string): Promise<void> {
    await this.#put({ id: newUuid(), name, description: '', calls: [] });
  }
  async rename(name: string): Promise<void> {
    if (this.#whole !== undefined && name.trim() !== '')
      await this.#put({ ...this.#whole, name: name.trim() });
  }
  async remove(): Promise<void> {
    const whole = this.#whole;
    this.#dialog = undefined;
    if (whole === undefined) return;
    const removed = await this.#api.remove(whole.id);
    if (!removed.ok) this.#parts.toast.complain(removed.problem);
  }
  /** Takes in the text of a file; what is wrong with it is said, and nothing is kept. */
  async bring(text: string): Promise<void> {
    const row = await this.#api.bring(text);
    if (!row.ok) return this.#parts.toast.complain(row.problem);
    await this.#load(row.value.id);
    this.#parts.toast.say(`Imported “${row.value.name}”. Nothing of it was sent.`);
  }
  /** The text of its file, with a name; undefined: it is asked about first, or cannot be had. */
  async exported(masks = false): Promise<{ name: string; text: string } | undefined> {
    this.#dialog = undefined;
    if (this.#whole === undefined) return undefined;
    const file = await this.#api.exported(this.#whole.id, masks);
    if (file.ok) return file.value;
    if (file.problem.code === 'secret-inside')
      this.#dialog = { kind: 'export-masked', words: `${file.problem.message} ${file.problem.hint ?? ''}` };
    else this.#parts.toast.complain(file.problem);
    return undefined;
  }

  /** The tab of Craft, as a call to be kept. */
  async save(): Promise<void> {
    const { craft, api } = this.#parts;
    const { draft, chosen } = craft;
    if (draft === undefined) return;
    if (!this.#isOpen) this.toggle();
    const call = chosen === undefined ? undefined : craft.callOf(chosen);
    this.#dialog = { kind: 'save', form: formOf(draft, call), leaves: [] };
    const answer = call?.answer?.seq;
    if (chosen !== undefined && answer !== undefined)
      this.#offer(await leavesOf(api, chosen.session, answer));
  }
  /** A saved call, to be changed. */
  async edit(call: SavedCall): Promise<void> {
    this.#dialog = { kind: 'save', form: formAgain(call), leaves: [] };
    const run = this.runs.of(this.#whole?.id);
    const answer = run?.results.find((result) => result.call === call.id)?.answer;
    if (run !== undefined && answer !== undefined)
      this.#offer(await leavesOf(this.#parts.api, run.session, answer));
  }
  /** Answers what is wrong, in words; undefined: it is kept. `collection`: the name of a new one, where there is none. */
  async keep(form: CallForm, collection: string): Promise<string | undefined> {
    const made = savedCall(form, newUuid);
    if ('fault' in made) return made.fault;
    const whole = this.#whole ?? { id: newUuid(), name: collection.trim(), description: '', calls: [] };
    if (whole.name === '') return 'The collection needs a name.';
    const { call } = made;
    const isNew = whole.calls.every(({ id }) => id !== call.id);
    const calls = isNew
      ? [...whole.calls, call]
      : whole.calls.map((one) => (one.id === call.id ? call : one));
    const words = await this.#put({ ...whole, calls });
    if (words !== undefined) return words;
    this.#dialog = undefined;
    this.#selected = call.id;
    return undefined;
  }

  /** In a tab of Craft, for the target that is looked at. */
  open({ text, how, form, wire, keepsPlaceholders }: SavedCall, target: string): void {
    this.#parts.drafts.open({
      target,
      text,
      how,
      ...(form === undefined ? {} : { form }),
      ...(wire === undefined ? {} : { wire }),
      ...(keepsPlaceholders === undefined ? {} : { keepsPlaceholders }),
    });
  }
  async duplicate(call: SavedCall): Promise<void> {
    if (this.#whole === undefined) return;
    const copy = { ...call, id: newUuid(), name: `${call.name.slice(0, 190)} (copy)` };
    const calls = this.#whole.calls.flatMap((one) => (one.id === call.id ? [one, copy] : [one]));
    await this.#put({ ...this.#whole, calls });
    this.#selected = copy.id;
  }
  async move({ id }: SavedCall, step: -1 | 1): Promise<void> {
    if (this.#whole !== undefined) await this.#put({ ...this.#whole, calls: moved(this.#whole, id, step) });
  }
  async drop(call: SavedCall): Promise<void> {
    const whole = this.#whole;
    if (whole === undefined) return;
    const at = whole.calls.indexOf(call);
    const words = await this.#put({ ...whole, calls: whole.calls.filter(({ id }) => id !== call.id) });
    if (words !== undefined) return;
    this.#parts.toast.say(`“${call.name}” is gone from the collection.`, {
      words: 'Undo',
      run: () => {
        const now = this.#whole;
        if (now?.id === whole.id) void this.#put({ ...now, calls: now.calls.toSpliced(at, 0, call) });
      },
    });
  }

  heard(message: Heard): void {
    if (message.kind === 'collection-run') {
      this.runs.heard(message.run, this.#isOpen && message.run.collection === this.#whole?.id);
      return;
    }
    if (!this.#isLoaded) return;
    const id = message.kind === 'collection' ? message.row.id : message.id;
    const others = this.#rows.filter((row) => row.id !== id);
    this.#rows = message.kind === 'collection' ? withRow(this.#rows, message.row) : others;
    if (id !== this.#whole?.id) return;
    this.#told = message.kind === 'collection' ? message.row.revision : undefined;
    if (this.#writing > 0) return;
    if (message.kind === 'collection') {
      if (this.#told !== this.#base?.revision) void this.choose(id);
    } else {
      this.#whole = undefined;
      if (others[0] !== undefined) void this.choose(others[0].id);
    }
  }
  /** The bridge was away. */
  again(): void {
    if (this.#isLoaded) void this.#load(this.#whole?.id);
  }

  get #api(): Api['repeating']['collections'] {
    return this.#parts.api.repeating.collections;
  }

  #toLines(): CollectionLine[] {
    const whole = this.#whole;
    return whole === undefined ? [] : linesOf(whole, this.runs.resultsOf(whole.id));
  }

  #offer(leaves: readonly Leaf[]): void {
    if (this.#dialog?.kind === 'save') this.#dialog = { ...this.#dialog, leaves };
  }

  async #load(id = this.#whole?.id): Promise<void> {
    const [all, runs] = await Promise.all([this.#api.all(), this.#api.runs()]);
    if (!all.ok) return this.#parts.toast.complain(all.problem);
    this.#rows = all.value.collections;
    this.#isLoaded = true;
    // Oldest first: the newest of each collection stays.
    if (runs.ok) for (const run of runs.value.runs.toReversed()) this.runs.heard(run, false);
    const wanted = this.#rows.find((row) => row.id === id) ?? this.#rows[0];
    if (wanted === undefined) this.#whole = undefined;
    else await this.choose(wanted.id);
  }

  /** Shown at once; what the bridge does not take is said, and is as it was. */
  async #put(next: Collection): Promise<string | undefined> {
    const before = this.#whole;
    this.#whole = next;
    this.#writing++;
    this.#told = undefined;
    const asked = this.#written.then(() => this.#write(next));
    this.#written = asked;
    const kept = await asked;
    this.#writing--;
    if (kept.ok) {
      this.#rows = withRow(this.#rows, kept.value);
      // Somebody else was at it as well; where it was this change that was told, nothing is gained or lost.
      if (this.#writing === 0 && this.#told !== undefined && this.#told !== this.#base?.revision)
        await this.choose(next.id);
      return undefined;
    }
    this.#whole = before;
    this.#parts.toast.complain(kept.problem);
    if (MEANWHILE.includes(kept.problem.code)) await this.#load(next.id);
    return kept.problem.message;
  }

  async #write(collection: Collection): Promise<Outcome<CollectionRow>> {
    const base = this.#base?.id === collection.id ? { base: this.#base.revision } : {};
    const kept = await this.#api.put({ collection, ...base });
    if (kept.ok) this.#base = kept.value;
    return kept;
  }
}

/** Another page changed or deleted it. */
const MEANWHILE = ['collection-changed', 'no-such-collection'];

/** By name, in the place of the one of the same id. */
function withRow(rows: readonly CollectionRow[], row: CollectionRow): CollectionRow[] {
  return [...rows.filter(({ id }) => id !== row.id), row].sort((a, b) => (a.name < b.name ? -1 : 1));
}

import type { AnswerRule, AnswerScript } from '../../protocol/answering.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { Session } from '../../protocol/session.ts';
import type { AnsweringApi } from '../connection/answering-api.ts';
import { STOPPED } from '../connection/ask.ts';
import type { Sessions } from './sessions.svelte.ts';
import type { Toast } from './toast.svelte.ts';

type Loading =
  { kind: 'none' } | { kind: 'loading' } | { kind: 'loaded' } | { kind: 'failed'; problem: Problem };

/** A rule as it is edited; its number stays while others come and go. */
export interface EditedRule {
  key: number;
  rule: AnswerRule;
}

/** The rules by which questions of one target are answered, as a person edits them. Nothing counts before it is kept. */
export class AnswerRules {
  #api: AnsweringApi;
  #sessions: Sessions;
  #toast: Toast;
  #target = $state.raw<string | undefined>(undefined);
  #loading = $state.raw<Loading>({ kind: 'none' });
  #rules = $state.raw<readonly EditedRule[]>([]);
  #kept = $state.raw('[]');
  #problem = $state.raw<Problem | undefined>(undefined);
  #isKeeping = $state(false);
  #keys = 0;
  #asking: AbortController | undefined;
  #isChanged = $derived(textOf(this.#rules) !== this.#kept);
  /** The dialog is to begin with them. */
  isWanted = false;

  constructor(api: AnsweringApi, sessions: Sessions, toast: Toast) {
    this.#api = api;
    this.#sessions = sessions;
    this.#toast = toast;
  }

  get target(): string | undefined {
    return this.#target;
  }
  get loading(): Loading {
    return this.#loading;
  }
  get rules(): readonly EditedRule[] {
    return this.#rules;
  }
  get isChanged(): boolean {
    return this.#isChanged;
  }
  get isKeeping(): boolean {
    return this.#isKeeping;
  }
  /** Why they were not kept. */
  get problem(): Problem | undefined {
    return this.#problem;
  }
  /** Sessions of the target in which a rule answered, the newest first. */
  get answered(): Session[] {
    return this.#sessions.all.filter(({ target, byRule }) => target === this.#target && byRule !== undefined);
  }

  /** Shows the rules of a target; what was edited of it and not kept stays. */
  async look(target: string): Promise<void> {
    if (this.#target === target && (this.#isChanged || this.#loading.kind === 'loading')) return;
    this.#asking?.abort();
    const asking = new AbortController();
    this.#asking = asking;
    if (this.#target !== target) this.#take([]);
    this.#target = target;
    this.#loading = { kind: 'loading' };
    const script = await this.#api.script(target, asking.signal);
    if (this.#target !== target || (!script.ok && script.problem.code === STOPPED)) return;
    if (!script.ok) {
      this.#loading = { kind: 'failed', problem: script.problem };
      return;
    }
    this.#take(script.value.rules);
    this.#loading = { kind: 'loaded' };
  }

  /** What is kept must be known first: it would be replaced. */
  add(): void {
    if (this.#loading.kind !== 'loaded') return;
    const rule: AnswerRule = { asks: 'form', does: { kind: 'decline' } };
    this.#set([...this.#rules, { key: ++this.#keys, rule }]);
  }
  change(key: number, rule: AnswerRule): void {
    this.#set(this.#rules.map((one) => (one.key === key ? { key, rule } : one)));
  }
  remove(key: number): void {
    this.#set(this.#rules.filter((one) => one.key !== key));
  }
  /** The first that fits decides, so that their order counts. */
  move(key: number, step: -1 | 1): void {
    const at = this.#rules.findIndex((one) => one.key === key);
    const [moved, other] = [this.#rules[at], this.#rules[at + step]];
    if (moved === undefined || other === undefined) return;
    const next = [...this.#rules];
    next[at] = other;
    next[at + step] = moved;
    this.#set(next);
  }

  /** As they were kept last. */
  takeBack(): void {
    this.#take(JSON.parse(this.#kept) as AnswerRule[]);
  }

  /** They count from the next question on, also in sessions that are open. */
  async keep(): Promise<void> {
    const target = this.#target;
    if (target === undefined || this.#isKeeping || !this.#isChanged) return;
    const script: AnswerScript = { rules: this.#rules.map(({ rule }) => rule) };
    const text = textOf(this.#rules);
    this.#isKeeping = true;
    const kept = await this.#api.putScript(target, script);
    this.#isKeeping = false;
    if (this.#target !== target) return;
    this.#problem = kept.ok ? undefined : kept.problem;
    if (!kept.ok) return;
    this.#kept = text;
    this.#toast.say(
      script.rules.length === 0
        ? 'Every question is held for you again.'
        : 'The rules are kept. They count from the next question on.',
    );
  }

  #take(rules: readonly AnswerRule[]): void {
    this.#rules = rules.map((rule) => ({ key: ++this.#keys, rule }));
    this.#kept = textOf(this.#rules);
    this.#problem = undefined;
  }
  #set(rules: readonly EditedRule[]): void {
    this.#rules = rules;
    this.#problem = undefined;
  }
}

function textOf(rules: readonly EditedRule[]): string {
  return JSON.stringify(rules.map(({ rule }) => rule));
}

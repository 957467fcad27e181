import type { RuleCard, RulePack } from '../../protocol/finding.ts';
import type { Api } from '../connection/api.ts';
import type { Toast } from './toast.svelte.ts';

/** The rules there are: the product's own, and those the person wrote. */
export class Rules {
  #api: Pick<Api, 'rules' | 'reloadRules' | 'inspectAgain'>;
  #toast: Toast;
  #pack = $state.raw<RulePack | undefined>(undefined);
  #byId = $derived(new Map(this.#pack?.rules.map((rule) => [rule.id, rule])));
  #isAsking = false;
  #asked: string | undefined;
  #isReloading = $state(false);

  constructor(api: Pick<Api, 'rules' | 'reloadRules' | 'inspectAgain'>, toast: Toast) {
    this.#api = api;
    this.#toast = toast;
  }

  get pack(): RulePack | undefined {
    return this.#pack;
  }
  get isReloading(): boolean {
    return this.#isReloading;
  }
  card(id: string): RuleCard | undefined {
    return this.#byId.get(id);
  }

  /** Asks for them when they are first needed, and when the version is another. */
  show(version: string): void {
    if (this.#isAsking || this.#asked === version) return;
    this.#asked = version;
    void this.#load();
  }

  async reload(): Promise<void> {
    this.#isReloading = true;
    const before = this.#pack?.version;
    const pack = await this.#api.reloadRules();
    this.#isReloading = false;
    if (!pack.ok) return this.#toast.complain(pack.problem);
    this.#pack = pack.value;
    const { problems, version } = pack.value;
    if (problems.length > 0) this.#toast.say(`${problems.length} could not be taken: see below.`);
    else this.#toast.say(version === before ? 'Read again: nothing changed.' : 'The rules are read again.');
  }
  async inspectAgain(session?: string): Promise<void> {
    const begun = await this.#api.inspectAgain(session);
    if (!begun.ok) this.#toast.complain(begun.problem);
    else {
      const { sessions } = begun.value;
      this.#toast.say(`${sessions} session${sessions === 1 ? ' is' : 's are'} inspected again.`);
    }
  }

  async #load(): Promise<void> {
    this.#isAsking = true;
    const pack = await this.#api.rules();
    this.#isAsking = false;
    if (pack.ok) this.#pack = pack.value;
    else this.#asked = undefined;
  }
}

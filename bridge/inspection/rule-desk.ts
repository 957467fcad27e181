import type { RuleCard, RulePack, RuleProblem } from '../../protocol/finding.ts';
import type { PackNews, RuleFile } from './messages.ts';
import type { RulesFolder } from './rules-folder.ts';

/** Which rules there are: the product's, and the person's as they were read last. The thread puts them together. */
export class RuleDesk {
  #folder: RulesFolder;
  #cards: readonly RuleCard[];
  #pack: PackNews | undefined;
  #problems: RuleProblem[] = [];
  #waiting: ((pack: PackNews) => void)[] = [];

  constructor(folder: RulesFolder, cards: readonly RuleCard[] = []) {
    this.#folder = folder;
    this.#cards = cards;
  }

  /** Version of the rules; undefined until the thread told it. */
  get version(): string | undefined {
    return this.#pack?.version;
  }

  /** For the thread. */
  files(): RuleFile[] {
    const { files, problems } = this.#folder.read();
    this.#problems = problems;
    return files;
  }

  /** The same as `current`, for a person: who looks for the folder finds one. */
  shown(begin: () => void): Promise<RulePack> {
    this.#folder.make();
    return this.current(begin);
  }

  /** Reads the person's own again. */
  async reload(send: (files: RuleFile[]) => void): Promise<void> {
    this.#folder.make();
    const files = this.files();
    await this.next(() => send(files));
  }

  /** The pack as it is known, or as it comes after `begin`. */
  async current(begin: () => void): Promise<RulePack> {
    const pack = this.#pack ?? (await this.next(begin));
    const problems = [...this.#problems, ...pack.problems];
    return {
      version: pack.version,
      rules: [...pack.rules, ...this.#cards],
      problems,
      folder: this.#folder.path,
    };
  }

  next(begin: () => void): Promise<PackNews> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      begin();
    });
  }

  take(pack: PackNews): void {
    this.#pack = pack;
    for (const resolve of this.#waiting.splice(0)) resolve(pack);
  }
}

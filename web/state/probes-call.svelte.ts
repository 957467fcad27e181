import type { FlowTagName } from '../../protocol/flows.ts';
import type { Session } from '../../protocol/session.ts';
import type { Api } from '../connection/api.ts';

/** ms; nobody is asked about every letter of a name. */
const LOOK_AFTER = 150;
const MOST_FOUND = 50;

/** Why a text cannot be the arguments of a call, in a sentence; undefined: it can. */
export function argumentsFault(text: string): string | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    // SyntaxError: what JSON.parse says of it is the browser's, and quotes what was typed.
    return `This is no JSON: ${error instanceof Error ? error.message : 'it cannot be read'}.`;
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return undefined;
  return 'Arguments are a JSON object: {} for none, or {"name": "value"}.';
}

/** What is said of a tool before a person has it called. */
const DANGER_WORDS: Partial<Record<FlowTagName, string>> = {
  destructive: 'destructive (it deletes or overwrites)',
  exec: 'runs code or commands',
  money: 'moves money',
  egress: 'sends to others',
  'file-write': 'writes files',
};

/** The tool of a call that is being written: whether there is one, and what its tags warn of. */
export class NamedTool {
  #api: Pick<Api, 'flows' | 'item'>;
  #isMissing = $state<boolean | undefined>(undefined);
  #dangers = $state.raw<readonly string[]>([]);
  #asked = 0;
  #settled: Promise<void> = Promise.resolve();
  #settle: () => void = () => undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(api: Pick<Api, 'flows' | 'item'>) {
    this.#api = api;
  }

  /** undefined: not known yet, or it cannot be told. */
  get isMissing(): boolean | undefined {
    return this.#isMissing;
  }
  get dangers(): readonly string[] {
    return this.#dangers;
  }

  /** Once it is known what can be known of the tool that was named last. */
  get settled(): Promise<void> {
    return this.#settled;
  }

  look(session: Pick<Session, 'id' | 'target'> | undefined, tool: string): void {
    clearTimeout(this.#timer);
    this.#settle();
    const asked = ++this.#asked;
    this.#isMissing = undefined;
    this.#dangers = [];
    if (session === undefined || tool === '') return;
    this.#settled = new Promise((settle) => (this.#settle = settle));
    const settle = this.#settle;
    this.#timer = setTimeout(() => void this.#find(session, tool, asked).then(settle), LOOK_AFTER);
  }

  async #find({ id, target }: Pick<Session, 'id' | 'target'>, tool: string, asked: number): Promise<void> {
    const [item, tagged] = await Promise.all([
      this.#api.item(id, { section: 'tools', name: tool, nth: 1 }),
      this.#api.flows.tools({ q: tool.slice(0, 200), from: 0, limit: MOST_FOUND }),
    ]);
    if (this.#asked !== asked) return;
    this.#isMissing = item.ok ? false : item.problem.code === 'no-such-item' ? true : undefined;
    if (!tagged.ok) return;
    const tags = tagged.value.rows
      .filter((row) => row.name === tool && row.target === target)
      .flatMap((row) => row.tags.filter(({ counts }) => counts));
    this.#dangers = [...new Set(tags.flatMap(({ tag }) => DANGER_WORDS[tag] ?? []))];
  }
}

import * as z from 'zod/mini';
import { AnswerScript, type AnswerRule } from '../../protocol/answering.ts';
import { hostileAnswer } from '../../protocol/answers/hostile.ts';
import { followUpVariant } from '../../protocol/answers/follow-up-variants.ts';
import { isJson } from '../../protocol/mcp/params.ts';
import type { Outcome, Problem } from '../../protocol/problem.ts';
import { KeptFile } from '../craft/kept-file.ts';

const VERSION = 1;
const MOST_RULES = 50;
const MOST_TARGETS = 500;
const LONGEST_WORDS = 1000;
const MOST_NTH = 1_000_000;
/** Of one script, as JSON. */
const MOST_BYTES = 1024 * 1024;
/** Of all of them as they lie in the file, which is written as a whole. */
const MOST_FILE_BYTES = 32 * 1024 * 1024;

const ScriptsFile = z.object({
  version: z.literal(VERSION),
  targets: z.array(z.object({ target: z.string(), script: AnswerScript })),
});

/** Nothing is answered by itself. */
const NONE: AnswerScript = { rules: [] };

/** How questions of each target are answered by rule, in `answering.json` (0600). */
export class ScriptStore {
  #file: KeptFile<z.infer<typeof ScriptsFile>>;
  #onProblem: (problem: Problem) => void;
  #loaded: Map<string, AnswerScript> | undefined;
  #hasTold = false;

  constructor(options: { dataDir: string; onProblem(problem: Problem): void }) {
    const { dataDir, onProblem } = options;
    const cap = MOST_FILE_BYTES + 1024;
    this.#file = new KeptFile({ dataDir, name: 'answering.json', version: VERSION, shape: ScriptsFile, cap });
    this.#onProblem = onProblem;
  }

  get(target: string): Outcome<AnswerScript> {
    const kept = this.#kept();
    return kept.ok ? { ok: true, value: kept.value.get(target) ?? NONE } : kept;
  }

  /** For whoever answers now. Where the file cannot be read nothing is answered by itself, and that is said once. */
  of(target: string): AnswerScript {
    const script = this.get(target);
    if (script.ok) return script.value;
    if (!this.#hasTold) this.#onProblem(script.problem);
    this.#hasTold = true;
    return NONE;
  }

  /** Replaces the script of a target; what goes on listens to it from the next question on. */
  put(target: string, script: AnswerScript): Outcome<AnswerScript> {
    const kept = this.#kept();
    if (!kept.ok) return kept;
    const refusal = refusalOf(script);
    if (refusal !== undefined) return { ok: false, problem: refusal };
    const next = new Map(kept.value);
    if (script.rules.length === 0) next.delete(target);
    else next.set(target, script);
    const written = next.size > MOST_TARGETS ? TOO_MANY_TARGETS : this.#write(next);
    if (written !== undefined) return { ok: false, problem: written };
    this.#loaded = next;
    return { ok: true, value: script };
  }

  /** The script of a target goes with it. */
  forget(target: string): void {
    const kept = this.#kept();
    if (!kept.ok || !kept.value.delete(target)) return;
    const problem = this.#write(kept.value);
    if (problem !== undefined) this.#onProblem(problem);
  }

  #kept(): Outcome<Map<string, AnswerScript>> {
    if (this.#loaded !== undefined) return { ok: true, value: this.#loaded };
    const read = this.#file.read();
    if (!read.ok) return read;
    this.#loaded = new Map((read.value?.targets ?? []).map(({ target, script }) => [target, script]));
    return { ok: true, value: this.#loaded };
  }

  #write(scripts: ReadonlyMap<string, AnswerScript>): Problem | undefined {
    const targets = [...scripts].map(([target, script]) => JSON.stringify({ target, script }));
    const text = `{"version":${VERSION},"targets":[\n${targets.join(',\n')}\n]}\n`;
    return Buffer.byteLength(text) > MOST_FILE_BYTES ? TOO_LARGE : this.#file.write(text);
  }
}

function refusalOf(script: AnswerScript): Problem | undefined {
  if (script.rules.length > MOST_RULES)
    return { code: 'too-many-rules', message: `A script has at most ${MOST_RULES} rules.` };
  if (Buffer.byteLength(JSON.stringify(script)) > MOST_BYTES) return TOO_LARGE;
  for (const [at, rule] of script.rules.entries()) {
    const why = faultOf(rule);
    if (why !== undefined) return { code: 'bad-rule', message: `Rule ${at + 1}: ${why}` };
  }
  return undefined;
}

function faultOf({ asks, words = '', nth = 1, does }: AnswerRule): string | undefined {
  if (words.length > LONGEST_WORDS) return `its words are longer than ${LONGEST_WORDS} characters.`;
  if (!Number.isInteger(nth) || nth < 1 || nth > MOST_NTH)
    return `“the nth time” is a whole number from 1 to ${MOST_NTH}.`;
  if (does.kind === 'canned' && does.result !== undefined) {
    if (asks === 'input_required')
      return 'an answer that asks for more is answered part by part: write the results in rules of their own.';
    if (!isJson(does.result)) return 'the answer it gives is not JSON.';
  }
  if (does.kind !== 'hostile') return undefined;
  const isKnown =
    asks === 'input_required'
      ? followUpVariant(does.id) !== undefined
      : hostileAnswer(does.id)?.for.includes(asks) === true;
  return isKnown ? undefined : `there is no hostile answer “${does.id.slice(0, 60)}” to this question.`;
}

const TOO_MANY_TARGETS: Problem = {
  code: 'too-many-scripts',
  message: `Scripts of ${MOST_TARGETS} targets are kept; this one is not.`,
  hint: 'Remove the rules of a target you are done with.',
};
const TOO_LARGE: Problem = {
  code: 'script-too-large',
  message: `A script of more than ${MOST_BYTES / 1024 / 1024} MiB, or all together of more than ${MOST_FILE_BYTES / 1024 / 1024} MiB, is not kept.`,
  hint: 'For a long answer choose a hostile one from the list.',
};

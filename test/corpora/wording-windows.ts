import type { FrameBytes } from '../../inspect/message.ts';
import { Inspection, compilePack, type Rule } from '../../inspect/index.ts';
import { Judge } from '../../inspect/injection/judge.ts';
import type { Sentence } from '../../inspect/injection/scan.ts';
import { glance, reading } from '../../inspect/injection/wording/features.ts';
import { eachSeen, isJoined } from '../../inspect/injection/wording/windows.ts';
import { injectedInstructions } from '../../inspect/rules/injected-instructions/index.ts';
import { poisonedDefinition } from '../../inspect/rules/poisoned-definition/index.ts';

/** One stretch of a text as the model sees it: buckets, each once in a sentence. */
export interface Sample {
  readonly features: Uint32Array;
  /** Those of them that are seen at a glance, of the sentence that has most; empty for two sentences. */
  readonly glance: Uint32Array;
  /** Whether it touches the part that is known to be the attack; undefined where that is not known. */
  readonly touches: boolean | undefined;
}

/** The windows of everything that the two rules read in these frames. */
export class WindowReader {
  #judge = new Judge();
  #found: Sample[] = [];
  #part: string | undefined;
  #pack;

  constructor(hash: (text: string) => string) {
    const collect: Rule = {
      meta: { ...poisonedDefinition.meta, id: 'collect' },
      reads: {
        fields: [...poisonedDefinition.reads!.fields!, ...injectedInstructions.reads!.fields!],
        views: [],
      },
      watch: () => ({
        text: (text) => {
          if (text.value.length >= 12 && text.via.length === 0)
            this.#read(text.view('prose').text, text.isDefinition && text.field !== 'prompt-message');
        },
      }),
    };
    this.#pack = compilePack([collect], hash);
    this.hash = hash;
  }

  readonly hash: (text: string) => string;

  read(frames: readonly FrameBytes[], part?: string): Sample[] {
    this.#found = [];
    this.#part = part;
    const target = { key: 'row', transport: 'stdio' } as const;
    const inspection = new Inspection({ pack: this.#pack, session: 's', target, hash: this.hash });
    for (const frame of frames) inspection.take(frame);
    inspection.end();
    return this.#found;
  }

  #read(text: string, isDefinition: boolean): void {
    const around = {
      text,
      isDefinition,
      isError: false,
      own: '',
      isOwnTool: () => false,
      isOtherTool: () => false,
    };
    const read = this.#judge.read(around);
    const at = this.#part === undefined ? -1 : text.indexOf(this.#part.trim());
    const end = at + (this.#part?.trim().length ?? 0);
    const touchesIt = (from: number, to: number): boolean | undefined =>
      this.#part === undefined || at === -1 ? undefined : Math.min(to, end) - Math.max(from, at) > 10;
    let before: { sentence: Sentence; features: Uint32Array } | undefined;
    eachSeen(around, read, ({ sentence, around: here, signs }) => {
      const seen = new Set<number>();
      glance(sentence, here, signs, (bucket) => void seen.add(bucket));
      const first = Uint32Array.from(seen);
      reading(sentence, here, (bucket) => void seen.add(bucket));
      const features = Uint32Array.from(seen);
      const { from, to } = sentence;
      this.#found.push({ features, glance: first, touches: touchesIt(from, to) });
      if (before !== undefined && isJoined(before.sentence, sentence))
        this.#found.push({
          features: Uint32Array.from([...before.features, ...features]),
          glance: NONE,
          touches: touchesIt(before.sentence.from, to),
        });
      before = { sentence, features };
    });
  }
}

const NONE = new Uint32Array(0);

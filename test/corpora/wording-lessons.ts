import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { lengthened } from '../../inspect/injection/wording/model.ts';
import { readOwnTexts, rowOf } from './own-texts.ts';
import { benignKindOf, framesOf, isCore, isUnread, readRows } from './rows.ts';
import { highest, train, type Lesson, type Trained } from './wording-training.ts';
import { WindowReader } from './wording-windows.ts';

type Hash = (text: string) => string;

/** Rows made of a few templates and many goals teach the templates; each counts little. */
const OF_TEMPLATES = 0.3;
const OF_SETS = 3;
const OWN_ATTACK = 3;
const OWN_NEAR_MISS = 3;

/** Everything that may be learned from: the part of the public sets that is not kept apart, and our own texts. */
export function lessonsOf(sets: readonly string[], own: readonly string[], hash: Hash): Lesson[] {
  const reader = new WindowReader(hash);
  const halfOf = (text: string): number => Number.parseInt(hash(text).slice(0, 6), 16) % 2;
  const lessons: Lesson[] = [];
  for (const file of sets.flatMap(filesOf)) {
    const source = basename(file, '.jsonl');
    for (const row of readRows(readFileSync(file, 'utf8')).rows) {
      const honest = benignKindOf(source, row);
      if (isUnread(source, row, hash) || honest === 'about attacks' || (honest === undefined && !isCore(row)))
        continue;
      // An attack in a long honest document would teach the document.
      if (honest === undefined && row.tags.includes('document')) continue;
      const template = row.tags.find((tag) => tag.startsWith('template:'));
      lessons.push({
        group: honest === undefined ? `core ${source}` : `benign ${honest}`,
        isAttack: honest === undefined,
        kind: row.kind === 'tool' ? 'definition' : 'data',
        samples: reader.read(framesOf(row)),
        weight: honest !== undefined ? 1 : template === undefined ? OF_SETS : OF_TEMPLATES,
        half: halfOf(template === undefined ? row.id : source + template),
      });
    }
  }
  for (const file of own.filter((folder) => existsSync(folder)).flatMap(filesOf))
    for (const text of readOwnTexts(readFileSync(file, 'utf8'), file)) {
      const isAttack = text.label === 'attack';
      lessons.push({
        group: `${text.label} ${text.language === 'en' ? 'English' : 'other languages'}`,
        isAttack,
        kind: text.kind === 'definition' ? 'definition' : 'data',
        samples: reader.read(framesOf(rowOf(text)), text.part),
        weight: isAttack ? OWN_ATTACK : OWN_NEAR_MISS,
        half: halfOf(text.text),
      });
    }
  return lessons;
}

function filesOf(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.jsonl'))
    .sort()
    .map((name) => join(folder, name));
}

/** How many honest texts of the sets may look like an order; the signals need their share of what is allowed. */
const ALLOWED = { definition: 0.004, data: 0.005 };

/** Trains on halves to find the thresholds, then on all for the weights. */
export function teach(lessons: readonly Lesson[]): { source: string; report: string } {
  const judged = [0, 1].flatMap((half) => {
    const trained = train(lessons.filter((lesson) => lesson.half !== half));
    return lessons
      .filter((lesson) => lesson.half === half)
      .map((lesson) => ({ lesson, score: highest(trained, lesson) - lengthened(lesson.samples.length) }));
  });
  const highestOf = (kind: Lesson['kind'], share: number): number => {
    const scores = judged
      .filter(({ lesson }) => lesson.kind === kind && lesson.group.startsWith('benign'))
      .map(({ score }) => score)
      .sort((a, b) => b - a);
    return scores[Math.floor(scores.length * share)]!;
  };
  const thresholds = {
    definition: highestOf('definition', ALLOWED.definition),
    data: highestOf('data', ALLOWED.data),
  };
  const groups = new Map<string, { of: number; hit: number }>();
  for (const { lesson, score } of judged) {
    const name = `${lesson.group} (${lesson.kind})`;
    const share = groups.get(name) ?? { of: 0, hit: 0 };
    groups.set(name, share);
    share.of++;
    if (score > thresholds[lesson.kind]) share.hit++;
  }
  const report = [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, { of, hit }]) => `${name.padEnd(50)} ${hit}/${of}  ${((100 * hit) / of).toFixed(1)} %`)
    .join('\n');
  const trained = train(lessons);
  return {
    source: sourceOf(trained, thresholds, gateOf(trained, lessons)),
    report: `Each half judged by the other:\n${report}`,
  };
}

/** So many attacks have a best sentence that does not look like one at a glance, and is not read. */
const LOST = 0.01;

function gateOf(trained: Trained, lessons: readonly Lesson[]): number {
  const glances: number[] = [];
  for (const { isAttack, samples } of lessons) {
    let most = -Infinity;
    let first: Uint32Array | undefined;
    for (const { touches, glance, features } of isAttack ? samples : []) {
      const value = touches === false || glance.length === 0 ? -Infinity : sumOf(trained.weights, features);
      if (value <= most) continue;
      most = value;
      first = glance;
    }
    if (first !== undefined) glances.push(sumOf(trained.weights, first));
  }
  glances.sort((a, b) => a - b);
  return glances[Math.floor(glances.length * LOST)]!;
}

function sumOf(weights: Float64Array, buckets: Uint32Array): number {
  let sum = 0;
  for (const bucket of buckets) sum += weights[bucket]!;
  return sum;
}

/** One signed byte a bucket: more says no more. */
function sourceOf(
  { weights, bias }: Trained,
  thresholds: Record<Lesson['kind'], number>,
  gate: number,
): string {
  const sizes = weights
    .filter((weight) => weight !== 0)
    .map(Math.abs)
    .sort();
  const step = sizes[Math.floor(sizes.length * 0.995)]! / 127;
  const bytes: number[] = [];
  let last = 0;
  for (const [bucket, weight] of weights.entries()) {
    const rounded = Math.max(-127, Math.min(127, Math.round(weight / step)));
    if (rounded === 0) continue;
    for (let gap = bucket - last; ; gap >>= 7) {
      bytes.push(gap > 0x7f ? (gap & 0x7f) | 0x80 : gap);
      if (gap <= 0x7f) break;
    }
    last = bucket;
    bytes.push(rounded & 0xff);
  }
  const base64 = Buffer.from(bytes).toString('base64');
  const n = (value: number): string => value.toFixed(4);
  return `// Made by \`npm run train-wording\`; see docs/decisions. Never edited by hand.
export const BIAS = ${n(bias)};
export const STEP = ${step.toFixed(6)};
/** What a sentence must come to at a glance to be read. */
export const GATE = ${n(gate)};
/** What a text of one window must come to (logits). */
export const THRESHOLDS = { definition: ${n(thresholds.definition)}, data: ${n(thresholds.data)} };
/** Gaps between buckets that have one, and a signed byte each; base64. */
export const WEIGHTS =
  '${base64}';
`;
}

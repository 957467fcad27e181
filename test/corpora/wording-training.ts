import { BUCKETS } from '../../inspect/injection/wording/features.ts';
import { SCALE } from '../../inspect/injection/wording/model.ts';
import type { Sample } from './wording-windows.ts';

/** A text with its windows, and what it is. */
export interface Lesson {
  readonly group: string;
  readonly isAttack: boolean;
  readonly kind: 'definition' | 'data';
  readonly samples: readonly Sample[];
  /** How much it counts. */
  readonly weight: number;
  /** 0 or 1: the half it is in when halves judge each other. */
  readonly half: number;
}

export interface Trained {
  readonly weights: Float64Array;
  bias: number;
}

const EPOCHS = 6;
const RATE = 0.1;
const SHRINK = 0.01;
/** Features of fewer attacks are names and accidents. */
const FEWEST_ATTACKS = 2;
/** Of an attack whose place in its text is unknown, so many windows are taken for it at first; then the best. */
const FIRST_GUESS = 3;
const GUESSING = 3;

/**
 * Logistic regression by AdaGrad, in a fixed order, so that the same lessons give the same weights. Of an attack
 * whose place in its text is not known, the window that looks most like one counts (multiple-instance
 * learning); of honest texts every window does.
 */
export function train(lessons: readonly Lesson[]): Trained {
  const isKept = featuresOfAttacks(lessons);
  const trained: Trained = { weights: new Float64Array(BUCKETS), bias: -4 };
  const squares = new Float64Array(BUCKETS).fill(1e-4);
  let biasSquares = 1e-4;
  const random = generator(7);
  const learn = (sample: Sample, wanted: 0 | 1, weight: number): void => {
    const step = (wanted - 1 / (1 + Math.exp(-logit(trained, sample.features)))) * weight;
    if (Math.abs(step) < 1e-4) return;
    for (const bucket of sample.features) {
      if (!isKept(bucket)) continue;
      const slope = step * SCALE - SHRINK * weight * trained.weights[bucket]!;
      squares[bucket]! += slope * slope;
      trained.weights[bucket]! += (RATE * slope) / Math.sqrt(squares[bucket]!);
    }
    biasSquares += step * step;
    trained.bias += (RATE * step) / Math.sqrt(biasSquares);
  };
  const order = lessons.map((_, at) => at);
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    for (let k = order.length - 1; k > 0; k--) {
      const j = Math.floor(random() * (k + 1));
      [order[k], order[j]] = [order[j]!, order[k]!];
    }
    for (const at of order) {
      const { isAttack, samples, weight } = lessons[at]!;
      if (!isAttack) for (const sample of samples) learn(sample, 0, weight);
      else {
        const attacks = attackOf(samples, trained, epoch);
        for (const sample of attacks) learn(sample, 1, weight / Math.sqrt(attacks.length));
      }
    }
  }
  return trained;
}

function featuresOfAttacks(lessons: readonly Lesson[]): (bucket: number) => boolean {
  const attacks = new Uint16Array(BUCKETS);
  for (const { isAttack, samples } of lessons) {
    if (!isAttack) continue;
    const seen = new Set<number>();
    for (const { features, touches } of samples)
      if (touches !== false) for (const bucket of features) seen.add(bucket);
    for (const bucket of seen) attacks[bucket]!++;
  }
  return (bucket) => attacks[bucket]! >= FEWEST_ATTACKS;
}

function attackOf(samples: readonly Sample[], trained: Trained, epoch: number): readonly Sample[] {
  const known = samples.filter(({ touches }) => touches === true);
  if (known.length > 0 || samples.some(({ touches }) => touches !== undefined)) return known;
  return [...samples]
    .sort((a, b) => logit(trained, b.features) - logit(trained, a.features))
    .slice(0, epoch < GUESSING ? FIRST_GUESS : 1);
}

function logit({ weights, bias }: Trained, features: Uint32Array): number {
  let sum = 0;
  for (const bucket of features) sum += weights[bucket]!;
  return bias + SCALE * sum;
}

/** The highest of its windows. */
export function highest(trained: Trained, { samples }: Lesson): number {
  return samples.reduce((most, { features }) => Math.max(most, logit(trained, features)), -Infinity);
}

/** Mulberry32: the same numbers every time. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

import type { Finding } from '../../protocol/finding.ts';
import { Inspection } from '../engine.ts';
import { answered, described, recorded, type ExampleFrame } from '../example.ts';
import { compilePack } from '../pack.ts';
import { injectedInstructions } from '../rules/injected-instructions/index.ts';
import { poisonedDefinition } from '../rules/poisoned-definition/index.ts';
import type { OwnText } from './attack-texts.ts';

/** A text as a server says it: in its list of tools, or as the answer of one. */
export function framesOf({ as, text }: OwnText): ExampleFrame[] {
  return as === 'definition' ? described(text) : answered(text);
}

/** What the two rules say of a recording. */
export function findingsIn(frames: readonly ExampleFrame[], hash: (text: string) => string): Finding[] {
  const inspection = new Inspection({
    pack: compilePack([injectedInstructions, poisonedDefinition], hash),
    session: 's',
    target: { key: 'own', transport: 'stdio' },
    hash,
  });
  return [...recorded(frames).map((frame) => inspection.take(frame)), inspection.end()].flatMap(
    ({ findings }) => findings,
  );
}

import type { Target } from '../../protocol/target.ts';
import type { KnownSecret } from '../secrets/secrets.ts';
import { looksSecret } from '../targets/secret-look.ts';

/** Values that targets take from the environment, where they are for a header or are called a secret. */
export function ofEnvironment(targets: readonly Target[], env: NodeJS.ProcessEnv): KnownSecret[] {
  return targets.flatMap(({ spec }) => {
    const texts = spec.kind === 'stdio' ? spec.env : spec.kind === 'recording' ? [] : spec.headers;
    return texts.flatMap(({ text }) => {
      const value = text.from === 'env' ? env[text.name] : undefined;
      if (text.from !== 'env' || value === undefined) return [];
      return spec.kind !== 'stdio' || looksSecret(text.name, value) ? [{ name: text.name, value }] : [];
    });
  });
}

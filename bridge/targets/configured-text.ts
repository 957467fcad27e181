import type { ConfiguredText } from '../../protocol/target.ts';

/** Where values that a target only refers to are looked up. */
export interface TextSources {
  env: NodeJS.ProcessEnv;
  secrets: { get(ref: string): string | undefined };
}

/** The text itself, or undefined when what it refers to is not there. */
export function resolveText(text: ConfiguredText, sources: TextSources): string | undefined {
  if (text.from === 'plain') return text.value;
  const value = text.from === 'env' ? sources.env[text.name] : sources.secrets.get(text.ref);
  return value === undefined ? undefined : (text.prefix ?? '') + value + (text.suffix ?? '');
}

/** Says what is missing, for a sentence. */
export function nameOfMissing(text: ConfiguredText): string {
  if (text.from === 'env') return `the environment variable ${text.name} is not set`;
  return 'its value has to be given again: secrets are forgotten when the bridge ends';
}

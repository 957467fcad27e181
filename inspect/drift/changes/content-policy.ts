import { quoted } from '../../support/words.ts';

/** These ask `default-src` where they are not said. */
const BY_DEFAULT = 'default-src';
const FETCHING: ReadonlySet<string> = new Set([
  'child-src',
  'connect-src',
  'font-src',
  'frame-src',
  'img-src',
  'manifest-src',
  'media-src',
  'object-src',
  'script-src',
  'script-src-attr',
  'script-src-elem',
  'style-src',
  'style-src-attr',
  'style-src-elem',
  'worker-src',
]);
/** Sources that undo what a policy is for. */
const GRAVE: ReadonlySet<string> = new Set([
  "'unsafe-inline'",
  "'unsafe-eval'",
  "'unsafe-hashes'",
  '*',
  'data:',
  'blob:',
  'http:',
  'https:',
]);
const MOST_TOLD = 3;

type Policy = ReadonlyMap<string, ReadonlySet<string>>;

export interface PolicyLoss {
  readonly words: string;
  readonly isGrave: boolean;
}

/**
 * What policies allow that they did not allow before; undefined where nothing is seen. Of answers with several
 * policies, or several kinds of answers, it is only said that one is gone: what they allow together is not worked out.
 */
export function policyLoss(was: readonly string[], is: readonly string[]): PolicyLoss | undefined {
  const [olds, news] = [was.flatMap(policiesIn), is.flatMap(policiesIn)];
  const [old, now] = [olds[0], news[0]];
  if (olds.length === 1 && news.length === 1 && old !== undefined && now !== undefined) return loss(old, now);
  const gone = was
    .flatMap((line) => line.split(', '))
    .filter((one) => !is.some((line) => line.split(', ').includes(one)));
  return gone.length === 0 ? undefined : { words: 'one of several policies is gone', isGrave: false };
}

function loss(was: Policy, is: Policy): PolicyLoss | undefined {
  const words: string[] = [];
  let isGrave = false;
  const names = [...new Set([...was.keys(), ...is.keys()])];
  // A new `default-src` is told of once, not once for each that asks it.
  for (const name of names.sort()) {
    const [old, now] = [sourcesOf(was, name), sourcesOf(is, name)];
    if (old === undefined || old.has('*')) continue;
    if (now === undefined) {
      words.push(`${quoted(name, 40)} no longer holds`);
      isGrave ||= name === BY_DEFAULT || name.startsWith('script-src');
      continue;
    }
    const more = [...now].filter((source) => source !== "'none'" && !old.has(source));
    // A flag, such as `upgrade-insecure-requests`, has no sources that could be more.
    if (more.length === 0) continue;
    words.push(`${quoted(name, 40)} allows ${quoted(more.join(' '), 60)}`);
    isGrave ||= more.some((source) => GRAVE.has(source));
  }
  if (words.length === 0) return undefined;
  const told = words.slice(0, MOST_TOLD);
  if (words.length > MOST_TOLD) told.push(`${words.length - MOST_TOLD} more`);
  return { words: told.join(', '), isGrave };
}

function sourcesOf(policy: Policy, name: string): ReadonlySet<string> | undefined {
  return policy.get(name) ?? (FETCHING.has(name) ? policy.get(BY_DEFAULT) : undefined);
}

function policiesIn(line: string): Policy[] {
  return line.split(', ').map(
    (one) =>
      new Map(
        one.split('; ').map((directive) => {
          const [name = '', ...sources] = directive.split(' ');
          return [
            name,
            new Set(sources.map((source) => (source.startsWith("'") ? source.toLowerCase() : source))),
          ];
        }),
      ),
  );
}

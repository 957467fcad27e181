import type { TargetSpec } from '../../protocol/target.ts';
import { looksSecret } from './secret-look.ts';

/** What looks secret and stands in plain sight: in arguments (`--key=v`, `--key v`) or in a URL. */
export function spokenSecrets(spec: TargetSpec): { name: string; value: string }[] {
  if (spec.kind === 'recording') return [];
  const pairs = spec.kind === 'stdio' ? pairsOfArgs(spec.args) : pairsOfUrl(spec.url);
  return pairs.filter(({ name, value }) => looksSecret(name, value));
}

function pairsOfArgs(args: string[]): { name: string; value: string }[] {
  return args.map((arg, at) => {
    const [, name, value] = /^-{0,2}([\w.-]+)=(.*)$/s.exec(arg) ?? [];
    if (name !== undefined && value !== undefined) return { name, value };
    const before = at > 0 ? (args[at - 1] ?? '') : '';
    return { name: before.startsWith('-') ? before.replace(/^-+/, '') : '', value: arg };
  });
}

function pairsOfUrl(text: string): { name: string; value: string }[] {
  if (!URL.canParse(text)) return [];
  const url = new URL(text);
  const raw = url.search
    .slice(1)
    .split('&')
    .map((part) => part.split('='));
  return [
    // As they stand in the address, not decoded: that is how they are shown and sent.
    ...raw.map(([name = '', ...value]) => ({ name, value: value.join('=') })),
    { name: 'password', value: url.password },
  ];
}

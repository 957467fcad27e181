import { escapeLine as escaped } from '../../../cli/escape-line.ts';

/** What a CI system takes for a command of ours is left as it is. */
export const escapeLine = (text: string): string =>
  escaped(text)
    .replace(/^(\s*)\\u\{3A\}:/, '$1::')
    .replaceAll('#\\u{23}', '##');

import type { Hit, Oracle, Seen } from '../oracle.ts';
import { othersOf } from '../further.ts';
import { plainOf } from '../reflection.ts';
import { isUsual, textsOf } from '../said.ts';

/** What stands in files that are on every machine of a kind, in a form no prose has. */
const FILES: readonly { name: string; shape: RegExp }[] = [
  { name: '/etc/passwd', shape: /\broot:[^:\s]{0,40}:0:0:[^:\n]{0,80}:[^:\n]{0,80}:/ },
  { name: '/etc/shadow', shape: /\broot:(?:[*!]|\$[0-9a-z]{1,3}\$)[^:\n]{0,200}:\d{1,6}:/m },
  { name: '/etc/group', shape: /\broot:[^:\s]{0,10}:0:[^\n:]{0,80}\n[a-z_-]{1,30}:[^:\n]{0,10}:\d{1,6}:/ },
  { name: '/proc/version', shape: /Linux version \d{1,3}\.\d{1,3}\.\d[^\n]{0,80} \([^\n]{3,80}\) \(/ },
  { name: 'an environment', shape: /(?:^|\0)PATH=[^\0\n]{1,2000}\0[A-Z_]{2,60}=/ },
  { name: 'win.ini', shape: /; for 16-bit app support\s{1,4}\[fonts\]/i },
];

/** All of them have one of these; few answers do. */
const MAY_HOLD = /:0:|root:|Linux version|PATH=|16-bit/;

function filesTold(seen: Seen): string[] {
  const texts = textsOf(seen)
    .filter((text) => MAY_HOLD.test(text))
    .map(plainOf);
  if (texts.length === 0) return [];
  return FILES.filter(({ shape }) => texts.some((text) => shape.test(text)))
    .filter(
      ({ shape }) => !shape.test(plainOf(seen.sent)) && !isUsual(seen, (text) => shape.test(plainOf(text))),
    )
    .map(({ name }) => name);
}

export const knownFile: Oracle = {
  meta: {
    id: 'known-file',
    title: 'A file of the system comes back',
    about:
      'The answer holds lines in the form of a file that every system has and no tool is asked for, as `root:x:0:0:`. Looked for where no canary can be laid out.',
    falseAlarm:
      'The server has a text of its own in that form, as a sample or documentation, which it does not show otherwise.',
    certainty: 'firm',
  },
  judge(seen): Hit | undefined {
    const [name] = filesTold(seen);
    if (name === undefined) return undefined;
    const shape = FILES.find((file) => file.name === name)?.shape;
    for (const expectation of seen.made.expects)
      for (const plain of 'unless' in expectation ? othersOf(seen, expectation) : [])
        if (plain.some(({ text }) => shape?.test(plainOf(text)) === true)) return undefined;
    const quotes = textsOf(seen).flatMap((text) => shape?.exec(plainOf(text))?.[0] ?? []);
    return { says: `Lines of ${name} are in the answer.`, quotes };
  },
};

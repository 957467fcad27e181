import { plain } from '../pieces.ts';
import { mustBeSet, printfOf, shWord } from '../sh.ts';
import { cannot, type CopyFormat } from './format.ts';

/** What curl adds by itself; taken away where the frame did not have it. */
const OF_CURL = ['User-Agent', 'Accept', 'Content-Type', 'Expect'];

export const curl: CopyFormat = {
  id: 'curl',
  write(source, variables) {
    if (source.over === 'stdio')
      return cannot(
        'not-over-http',
        'This frame went to a process, and curl speaks HTTP.',
        'Copy it as a Node script, or as our own command line.',
      );
    const notes: string[] = [];
    const url = shWord(source.url);
    const method = shWord(plain(source.method));
    if (url === undefined || method === undefined)
      return cannot(
        'not-an-argument',
        'The address holds bytes that no argument can.',
        'Send it from Craft.',
      );
    // Braces and brackets in the address, and dots in its path, are sent as they are.
    const words = ['curl -sS -i -N --http1.1 --globoff --path-as-is', `-X ${method}`, `--url ${url}`];
    if (source.caFile !== undefined) words.push(`--cacert ${shWord(plain(source.caFile)) ?? "''"}`);
    if (!source.verify) words.push('--insecure');
    for (const { name, value } of source.headers) {
      const word = shWord(value.length === 0 ? plain(`${name};`) : [...plain(`${name}: `), ...value]);
      // curl takes what begins with @ for the name of a file.
      if (word === undefined || name.startsWith('@') || name.trim() === '')
        notes.push(`A header could not be written for curl and is left out.`);
      else words.push(`-H ${word}`);
    }
    const given = new Set(source.headers.map(({ name }) => name.toLowerCase()));
    for (const name of OF_CURL) if (!given.has(name.toLowerCase())) words.push(`-H '${name}:'`);
    const hasBody = source.message.length > 0;
    if (hasBody) words.push('--data-binary @-');
    const body = hasBody ? `${printfOf(source.message)} |\n` : '';
    return { ok: true, value: { text: `${mustBeSet(variables)}${body}${words.join(' \\\n  ')}\n`, notes } };
  },
};

// Correct answers with keys nobody asked for, at every level, among them those that reach a careless
// reader's prototypes.
import { plainAnswer, readMessages, write } from '../stdio.mjs';

const EXTRA =
  '"__proto__":{"polluted":"yes"},"constructor":{"prototype":{"polluted":"yes"}},"toString":null,"then":"not a promise","x-vendor":[1,2]';

/** Adds the extra keys to every object of a JSON text; text inside strings is left alone. */
function withExtras(json) {
  return json.replace(/"(?:[^"\\]|\\.)*"|\{\}|\{/g, (part) =>
    part === '{}' ? `{${EXTRA}}` : part === '{' ? `{${EXTRA},` : part,
  );
}

await readMessages(async (message) => {
  const answer = plainAnswer(message, { name: 'extra-keys' });
  if (answer !== undefined) await write(`${withExtras(JSON.stringify(answer))}\n`);
});

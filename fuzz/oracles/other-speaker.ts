import type { Oracle } from '../oracle.ts';
import { readJson } from '../../protocol/json/read.ts';
import { memberOf, stringOf } from '../../protocol/json/value.ts';
import type { JsonDocument, JsonNode } from '../../protocol/json/document.ts';
import { expected, isUsual } from '../said.ts';

function textsOf(document: JsonDocument, content: JsonNode | undefined): string[] {
  const parts = content?.kind === 'array' ? content.items : [content];
  return parts.flatMap(
    (part) => stringOf(document, part) ?? stringOf(document, memberOf(part, 'text')) ?? [],
  );
}

/** Who begins a message of a prompt with a word; undefined: nobody. */
function speakerOf(text: string, word: string): string | undefined {
  const document = readJson(text);
  const messages = memberOf(memberOf(document.root, 'result'), 'messages');
  if (messages?.kind !== 'array') return undefined;
  for (const message of messages.items) {
    const role = stringOf(document, memberOf(message, 'role'));
    if (role === undefined || role === 'user') continue;
    if (textsOf(document, memberOf(message, 'content')).some((said) => said.trimStart().startsWith(word)))
      return role;
  }
  return undefined;
}

export const otherSpeaker: Oracle = {
  meta: {
    id: 'other-speaker',
    title: 'Somebody else says it',
    about: 'A prompt has a message of the assistant or the system that begins in the midst of an argument.',
    falseAlarm: 'The prompt is meant to let its user write messages of the assistant.',
    certainty: 'certain',
  },
  judge(seen) {
    for (const { value } of expected(seen, 'speaks')) {
      if (!seen.heard.text.includes(value) || isUsual(seen, (text) => text.includes(value))) continue;
      const role = speakerOf(seen.heard.text, value);
      if (role !== undefined)
        return {
          says: `A message of ${JSON.stringify(role.slice(0, 40))} begins with what stood in an argument.`,
        };
    }
    return undefined;
  },
};

import type { Rule } from '../../rule.ts';
import type { Message } from '../../message.ts';

export const unsolicitedAnswer: Rule = {
  meta: {
    id: 'unsolicited-answer',
    version: 2,
    title: 'An answer that nobody asked for',
    family: 'protocol',
    severity: 'high',
    confidence: 'certain',
    about:
      'An answer belongs to one request and comes once. Answers with foreign ids, second answers with other words, or a result and an error at once can put text into a conversation that no call led to.',
    falsePositives:
      'A recording that began in the middle, and streams that repeat their last events after a break.',
    fix: 'Answer each request once, with its own id; drop whatever answers nothing.',
    references: ['OWASP MCP06', 'CWE-345', 'MCP 2025-11-25 basic'],
  },
  reads: { fields: [] },
  watch(report, session) {
    const given = new Map<string, string>();
    let unknown = 0;
    const remember = (id: string, mark: string): void => {
      given.delete(id);
      given.set(id, mark);
      if (given.size > MOST_REMEMBERED) for (const oldest of given.keys()) return void given.delete(oldest);
    };
    return {
      message(message) {
        if (message.toward !== 'client') return;
        const [result, error] = [message.member('result'), message.member('error')];
        if (result !== undefined && error !== undefined && error.kind !== 'null' && result.kind !== 'null')
          report({
            at: message.place(result, 'key'),
            and: [message.place(error, 'key')],
            title: 'A result and an error in one answer',
            says: 'The answer has a result and an error; clients disagree on which of them counts.',
          });
        if (message.method !== undefined && message.member('method') !== undefined) {
          const extra = result ?? error;
          if (extra !== undefined)
            report({
              at: message.place(extra, 'key'),
              title: 'A message that is a request and an answer',
              says: 'The message has a method and a result or error; clients disagree on what it is.',
            });
          return;
        }
        if (message.kind !== 'result' && message.kind !== 'error') return;
        const { id } = message;
        if (id === undefined) {
          // An error without an id answers what could not be read at all (JSON-RPC 2.0 section 5).
          if (message.kind === 'result')
            report({
              at: message.place(message.member('id') ?? result ?? message.node),
              severity: 'medium',
              title: 'A result that names no request',
              says: 'The result has no id, so it answers nothing; notifications are not answered.',
              sameAs: 'no id',
            });
          return;
        }
        const mark = markOf(message);
        const asked = session.requestOf('server', id);
        if (asked === undefined) {
          if (++unknown <= MOST_UNKNOWN) tellUnknown(message, id);
        } else if (asked.isAnswered) {
          const isSame = given.get(id) === mark;
          report({
            at: message.place(message.member('id') ?? message.node),
            severity: isSame ? 'low' : 'high',
            title: 'A second answer to one request',
            says: isSame
              ? `The request ${id.slice(0, 60)} was answered before, with the same words.`
              : `The request ${id.slice(0, 60)} was answered before, with other words; some clients take the last one.`,
            sameAs: `second ${asked.request.method}`,
          });
        }
        remember(id, mark);
      },
    };

    function tellUnknown(message: Message, id: string): void {
      const other = id.startsWith('"') ? id.slice(1, -1) : JSON.stringify(id);
      const isOtherType = session.requestOf('server', other) !== undefined;
      report({
        at: message.place(message.member('id') ?? message.node),
        severity: 'medium',
        says: isOtherType
          ? `The id ${id.slice(0, 60)} was sent as ${other.slice(0, 60)}: a string is not a number, so it answers nothing.`
          : `Nothing was asked with the id ${id.slice(0, 60)}.`,
        sameAs: isOtherType ? 'other type' : 'unknown id',
      });
    }
  },
};

const MOST_REMEMBERED = 2_000;
const MOST_UNKNOWN = 50;

/** Tells two answers apart without keeping them; not against somebody who works at it, which only costs severity. */
function markOf(message: Message): string {
  const { bytes } = message.reading;
  const body = message.member('result') ?? message.member('error') ?? message.node;
  let hash = 0x811c9dc5;
  for (let at = body.from; at < body.to; at++) hash = Math.imul(hash ^ bytes[at]!, 0x01000193);
  return `${body.to - body.from} ${hash >>> 0}`;
}

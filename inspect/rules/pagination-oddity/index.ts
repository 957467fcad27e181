import { memberOf } from '../../../protocol/mcp/read-place.ts';
import type { Rule } from '../../rule.ts';

export const paginationOddity: Rule = {
  meta: {
    id: 'pagination-oddity',
    version: 1,
    title: 'A list that does not come to its end',
    family: 'protocol',
    severity: 'medium',
    confidence: 'certain',
    about:
      'Lists come in pages, each naming the next by a cursor. A cursor that comes again makes clients go round for ever, and empty pages hide what comes behind them from tools that stop early.',
    falsePositives: 'Pages that are filtered after they were cut may be empty.',
    fix: 'Give each page another cursor, no page without items, and no cursor with the last one.',
    references: ['OWASP MCP03', 'CWE-835', 'MCP 2025-11-25 server/utilities/pagination'],
  },
  reads: { fields: [] },
  watch(report) {
    const lists = new Map<string, { cursors: Set<string>; pages: number; told: Set<string> }>();
    return {
      message(message) {
        const { method, request } = message;
        if (message.toward !== 'client' || message.kind !== 'result' || request === undefined) return;
        const key = method === undefined ? undefined : LISTS.get(method);
        if (method === undefined || key === undefined) return;
        const known = lists.get(method);
        const list =
          known === undefined || request.cursor === undefined
            ? { cursors: new Set<string>(), pages: 0, told: known?.told ?? new Set<string>() }
            : known;
        lists.set(method, list);
        list.pages++;
        const result = message.member('result');
        const next = memberOf(result, 'nextCursor');
        if (next === undefined || next.kind === 'null') return;
        const tell = (kind: string, severity: 'low' | 'medium', says: string): void => {
          if (list.told.has(kind)) return;
          list.told.add(kind);
          report({ at: message.place(next), severity, says, sameAs: kind });
        };
        const cursor = message.text(next);
        if (cursor === undefined) return tell('kind', 'low', 'nextCursor is no string.');
        if (request.cursor !== undefined) list.cursors.add(request.cursor.slice(0, 2000));
        if (list.cursors.has(cursor.slice(0, 2000)))
          tell(
            'again',
            'medium',
            `The cursor “${cursor.slice(0, 80)}” came before in this list: it goes round for ever.`,
          );
        if (list.cursors.size < 1_000) list.cursors.add(cursor.slice(0, 2000));
        if (memberOf(result, key)?.children.length === 0)
          tell('empty', 'low', 'The page is empty and yet says that more follows.');
        if (list.pages > MOST_PAGES) tell('long', 'low', `More than ${MOST_PAGES} pages, and no end.`);
      },
    };
  },
};

const MOST_PAGES = 200;

const LISTS = new Map([
  ['tools/list', 'tools'],
  ['prompts/list', 'prompts'],
  ['resources/list', 'resources'],
  ['resources/templates/list', 'resourceTemplates'],
  ['tasks/list', 'tasks'],
]);

import type { Rule } from '../../rule.ts';
import type { OwnTool } from '../../own-tools.ts';
import { quoted } from '../../support/words.ts';

/** What widely used hosts and agents call tools of their own, by what they do. */
const RUN =
  'bash shell terminal run_command run_terminal_cmd execute_command run_in_terminal computer exec code_execution python repl';
const EDIT =
  'str_replace_editor str_replace_based_edit_tool str_replace edit multi_edit apply_patch edit_file write_file create_file write notebook_edit insert_edit_into_file';
const LOOK =
  'read read_file view grep glob ls list_dir file_search grep_search codebase_search web_search web_fetch fetch_webpage google_search';
const STEER =
  'task todo_write todo_read ask_user attempt_completion ask_followup_question switch_mode new_task use_mcp_tool exit_plan_mode memory update_memory create_memory';

const KINDS = new Map(
  [RUN, EDIT, LOOK, STEER].flatMap((names, kind) =>
    names
      .split(' ')
      .map((name) => [name.replaceAll('_', ''), kind === 2 ? ('look' as const) : ('act' as const)]),
  ),
);

export const builtInCollision: Rule = {
  meta: {
    id: 'built-in-collision',
    version: 1,
    title: 'Tools are called like tools that hosts have themselves',
    family: 'naming',
    severity: 'low',
    confidence: 'certain',
    about:
      'Many agents have tools of their own, called bash, edit or web_search. A server with a tool of that name may get calls that were meant for the host’s, and a person may have allowed that name already.',
    falsePositives: 'Honest servers for files, shells and search: these are the natural names.',
    fix: 'Put the server’s subject into the name. In a host, keep own names apart from those of servers.',
    references: ['OWASP MCP03', 'CWE-694'],
  },
  reads: { fields: [], views: [] },
  watch(report, session) {
    return {
      message({ method, kind }) {
        if (method !== 'tools/list' || kind !== 'result' || !session.tools.isWhole) return;
        const found = session.tools.all.filter(({ skeleton }) => KINDS.has(skeleton));
        const [first, ...rest] = found;
        if (first === undefined) return;
        report({
          at: first.at,
          and: rest.map(({ at }) => at),
          severity: found.some(({ skeleton }) => KINDS.get(skeleton) === 'act') ? 'low' : 'info',
          says: `${namesOf(found)}: hosts have tools of ${found.length === 1 ? 'that name' : 'these names'} themselves.`,
          sameAs: namesOf(found),
        });
      },
    };
  },
};

function namesOf(found: readonly OwnTool[]): string {
  const names = found.slice(0, 4).map(({ tool }) => quoted(tool.name, 25));
  return found.length > names.length
    ? `${names.join(', ')} and ${found.length - names.length} more`
    : names.join(', ');
}

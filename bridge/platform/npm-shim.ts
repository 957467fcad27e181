import { win32 } from 'node:path';

/** What a `.cmd` shim would start: `program` is a path or a bare name to look up, `before` its first arguments. */
export interface ShimTarget {
  program: string;
  before: string[];
}

/**
 * Reads the batch files that npm, pnpm, yarn and corepack write for a package's commands, without running
 * them: the line that ends in `%*` names the interpreter and the script. cmd.exe is never asked, because
 * it re-parses arguments in a way no quoting makes safe. `folder` is where the shim lies (`%~dp0`).
 * undefined: not such a shim.
 */
export function readShim(text: string, folder: string): ShimTarget | undefined {
  const variables = new Map<string, string>();
  const assignments = text.matchAll(/^[\s@(]*(?:if not defined \w+ )?set\s+"?([\w#]+)=([^"\r\n]*)"?/gim);
  // First come, first kept: the assignments inside `IF EXIST … ELSE` name the file beside the shim first.
  for (const [, name = '', value = ''] of assignments) {
    const key = name.toLowerCase();
    if (!variables.has(key) && !value.includes('%%')) variables.set(key, value.trim());
  }
  for (const line of text.split(/\r?\n/)) {
    const call = /((?:"[^"]*"|[^\s"&|()]+)(?:\s+(?:"[^"]*"|[^\s"&|()]+))*)\s+%\*\s*\)?\s*$/.exec(line)?.[1];
    const words =
      call === undefined
        ? []
        : [...call.matchAll(/"([^"]*)"|(\S+)/g)].map((word) => word[1] ?? word[2] ?? '');
    const start = words[0]?.toLowerCase() === '@call' || words[0]?.toLowerCase() === 'call' ? 1 : 0;
    const [program, ...before] = words
      .slice(start)
      .map((word) => expand(word.replace(/^@/, ''), variables, folder));
    if (program === undefined || [program, ...before].some((word) => word.includes('%'))) continue;
    const isScript = before.some((word) => /\.[cm]?js$/i.test(word));
    if (isScript && isNode(program)) return { program, before };
    if (/\.exe$/i.test(program) && !isNode(program)) return { program, before };
  }
  return undefined;
}

function isNode(program: string): boolean {
  return /^node(\.exe)?$/i.test(win32.basename(program));
}

/** `%~dp0` and `%dp0%` with a trailing backslash, then the variables the shim has set, a few levels deep. */
function expand(word: string, variables: Map<string, string>, folder: string): string {
  let text = word;
  for (let level = 0; level < 4 && text.includes('%'); level += 1) {
    text = text
      .replace(/%~dp0%?/gi, `${folder}\\`)
      .replace(/%([\w#]+)%/g, (whole, name: string) =>
        name.toLowerCase() === 'dp0' ? `${folder}\\` : (variables.get(name.toLowerCase()) ?? whole),
      );
  }
  return /^[a-z]:|^\\\\/i.test(text) ? win32.normalize(text) : text;
}

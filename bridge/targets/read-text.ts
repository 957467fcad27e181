import type { Drafts, ReadingPlace } from './draft.ts';
import { readCommand } from './read-command.ts';
import { readConfig } from './read-config.ts';
import { isHttpUrl, readUrl } from './read-url.ts';

/** As much as a page may post; a whole settings file of an editor fits. */
const MAX_TEXT = 8 * 1024 * 1024;

/**
 * Says what a pasted text could mean: a command line, an address, or JSON in the shape of any client.
 * Starts nothing, keeps nothing, never throws. What had to be guessed is a remark of the reading.
 */
export function readPaste(source: string, place: ReadingPlace): Drafts {
  const text = source.replace(/^\ufeff/, '');
  const trimmed = text.trim();
  if (trimmed === '') {
    return {
      drafts: [],
      problem: {
        code: 'nothing-pasted',
        message: 'There is nothing to read.',
        hint: 'Paste a command, an address, or the JSON of a client.',
      },
    };
  }
  if (text.length > MAX_TEXT) {
    return {
      drafts: [],
      problem: {
        code: 'too-long',
        message: `A text of ${text.length} characters is not read; the limit is ${MAX_TEXT}.`,
      },
    };
  }
  const fenced = withoutFence(trimmed);
  const other = otherFormat(fenced.slice(0, 64 * 1024));
  if (other !== undefined) return other;
  const first = firstSign(fenced);
  if (first === '{' || first === '[') return readConfig(keepLines(text, fenced), place);
  if (/^"[^"\n]*"[ \t]*:/.test(fenced)) return readFragment(fenced, place);
  const inQuotes = /^(["'`<])(\S+)(["'`>])$/.exec(fenced)?.[2];
  const address = inQuotes !== undefined && isHttpUrl(inQuotes) ? inQuotes : fenced;
  if (/^\S+$/.test(address) && /^[a-z][a-z\d+.-]*:\/\//i.test(address)) return { drafts: [readUrl(address)] };
  return readCommand(fenced, place);
}

/** Lines before the text are kept as empty ones, so that an error's line is the line that was pasted. */
function keepLines(text: string, inner: string): string {
  const at = text.indexOf(inner);
  return at <= 0 ? inner : text.slice(0, at).replace(/[^\n]/g, ' ') + inner;
}

/** A code block of Markdown, pasted with its fence. */
function withoutFence(text: string): string {
  const start = text.indexOf('\n');
  if (!text.startsWith('```') || !text.endsWith('```') || start === -1) return text;
  return text.slice(start, -3).trim();
}

/** The first character that is neither white space nor in a comment. */
function firstSign(text: string): string | undefined {
  for (let at = 0; at < text.length; at += 1) {
    const end = text.startsWith('//', at) ? '\n' : text.startsWith('/*', at) ? '*/' : undefined;
    if (end !== undefined) {
      const found = text.indexOf(end, at + 2);
      if (found === -1) return undefined;
      at = found + end.length - 1;
    } else if (text[at]!.trim() !== '') return text[at];
  }
  return undefined;
}

/** `"name": { … }` as it stands inside a config file, without the braces around it. */
function readFragment(text: string, place: ReadingPlace): Drafts {
  const whole = readConfig(`{${text.replace(/,$/, '')}}`, place, 'part of a config file', 1);
  for (const draft of whole.drafts) draft.remarks.unshift('Read as if it stood in braces.');
  return whole;
}

function otherFormat(text: string): Drafts | undefined {
  const isToml = /^[ \t]*\[\[?[\w."-]+\]\]?[ \t]*$/m.test(text) && /^[ \t]*(command|url)[ \t]*=/m.test(text);
  const isYaml =
    /^[ \t]*[\w-]+:[ \t]*$/m.test(text) && /^[ \t]*(?:-[ \t]*)?(command|cmd|uri|url):[ \t]/m.test(text);
  if (!isToml && !isYaml) return undefined;
  return {
    drafts: [],
    problem: {
      code: 'other-format',
      message: `This looks like ${isToml ? 'TOML' : 'YAML'}, which is not read here.`,
      hint: 'Paste the command with its arguments as one line, or the address.',
    },
  };
}

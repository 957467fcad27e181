import type { World } from './world.ts';

export type Shell = 'sh' | 'powershell' | 'cmd';

/** How a text gets from where it stands to where a shell reads a command of it. For sh, `command` has no blanks. */
export interface Break {
  id: string;
  isCore: boolean;
  text(given: string, command: string): string;
}

/** Harmless: an empty file, or the product of two numbers. */
export function emptyFile(shell: Shell, path: string): string {
  switch (shell) {
    case 'sh':
      return `:>${plainWord(path)}`;
    case 'powershell':
      return `ni ${/^[\w:\\/.~-]+$/.test(path) ? path : `'${path.replaceAll("'", "''")}'`}`;
    case 'cmd':
      return `type nul>${/\s/.test(path) ? `"${path}"` : path}`;
  }
}

export function sayProduct(shell: Shell, one: number, other: number): string {
  switch (shell) {
    case 'sh':
      return `echo $((${one}*${other}))`;
    case 'powershell':
      return `echo $(${one}*${other})`;
    case 'cmd':
      return `set /a ${one}*${other}`;
  }
}

/** For sh, without quotes: those around it are what is broken out of. */
export function plainWord(path: string): string {
  return path.replace(/[^\w@%+=:,./-]/g, '\\$&');
}

/** Shells that may be at work: all of them where nothing is known of the system. The likeliest first. */
export function shellsOf(world: World | undefined): readonly Shell[] {
  if (world?.kind === 'posix') return ['sh', 'powershell'];
  return world?.kind === 'windows' ? ['cmd', 'powershell', 'sh'] : ['sh', 'cmd', 'powershell'];
}

const SH: readonly Break[] = [
  { id: 'semicolon', isCore: true, text: (given, command) => `${given};${command};` },
  { id: 'substitution', isCore: true, text: (given, command) => `${given}$(${command})` },
  { id: 'double-semicolon', isCore: true, text: (given, command) => `${given}";${command};"` },
  { id: 'single-semicolon', isCore: true, text: (given, command) => `${given}';${command};'` },
  { id: 'newline', isCore: true, text: (given, command) => `${given}\n${command}\n` },
  { id: 'single-substitution', isCore: true, text: (given, command) => `${given}'$(${command})'` },
  { id: 'pipe', isCore: true, text: (given, command) => `${given}|${command}` },
  { id: 'backticks', isCore: true, text: (given, command) => `${given}\`${command}\`` },
  { id: 'and', isCore: true, text: (given, command) => `${given}&&${command}` },
  { id: 'single-newline', isCore: true, text: (given, command) => `${given}'\n${command}\n'` },
  { id: 'double-newline', isCore: true, text: (given, command) => `${given}"\n${command}\n"` },
  { id: 'or', isCore: false, text: (_, command) => `/nowhere||${command}` },
  { id: 'background', isCore: false, text: (given, command) => `${given}&${command}` },
  { id: 'substitution-alone', isCore: false, text: (_, command) => `$(${command})` },
  { id: 'backticks-alone', isCore: false, text: (_, command) => `\`${command}\`` },
  { id: 'alone', isCore: false, text: (_, command) => command },
  { id: 'comment', isCore: false, text: (given, command) => `${given};${command} #` },
  { id: 'double-comment', isCore: false, text: (given, command) => `${given}";${command} #` },
  { id: 'single-comment', isCore: false, text: (given, command) => `${given}';${command} #` },
  { id: 'double-pipe', isCore: false, text: (given, command) => `${given}"|${command}|"` },
  { id: 'single-pipe', isCore: false, text: (given, command) => `${given}'|${command}|'` },
  { id: 'double-and', isCore: false, text: (given, command) => `${given}"&&${command}&&"` },
  { id: 'single-and', isCore: false, text: (given, command) => `${given}'&&${command}&&'` },
  { id: 'double-background', isCore: false, text: (given, command) => `${given}"&${command}&"` },
  { id: 'single-background', isCore: false, text: (given, command) => `${given}'&${command}&'` },
  { id: 'double-substitution', isCore: false, text: (given, command) => `${given}"$(${command})"` },
  { id: 'single-backticks', isCore: false, text: (given, command) => `${given}'\`${command}\`'` },
  // For those who put a backslash before a quote, and none before a backslash.
  { id: 'double-backslash', isCore: false, text: (given, command) => `${given}\\";${command} #` },
  { id: 'single-backslash', isCore: false, text: (given, command) => `${given}\\';${command} #` },
  { id: 'newline-first', isCore: false, text: (_, command) => `\n${command}\n` },
  { id: 'return-and-newline', isCore: false, text: (given, command) => `${given}\r\n${command}\r\n` },
  { id: 'newline-encoded', isCore: false, text: (given, command) => `${given}%0a${command}%0a` },
  { id: 'semicolon-encoded', isCore: false, text: (given, command) => `${given}%3b${command}%3b` },
  { id: 'parenthesis', isCore: false, text: (given, command) => `${given});(${command}` },
  { id: 'brace', isCore: false, text: (given, command) => `${given};};{ ${command}` },
];

const POWERSHELL: readonly Break[] = [
  { id: 'semicolon', isCore: true, text: (given, command) => `${given};${command};` },
  { id: 'substitution', isCore: true, text: (given, command) => `${given}$(${command})` },
  { id: 'single-semicolon', isCore: true, text: (given, command) => `${given}';${command};'` },
  { id: 'double-semicolon', isCore: false, text: (given, command) => `${given}";${command};"` },
  { id: 'newline', isCore: false, text: (given, command) => `${given}\n${command}\n` },
  { id: 'pipe', isCore: false, text: (given, command) => `${given}|%{${command}}` },
  { id: 'single-plus', isCore: false, text: (given, command) => `${given}'+$(${command})+'` },
  { id: 'double-comment', isCore: false, text: (given, command) => `${given}";${command} #` },
  { id: 'single-comment', isCore: false, text: (given, command) => `${given}';${command} #` },
  { id: 'parenthesis', isCore: false, text: (given, command) => `${given});(${command}` },
];

const CMD: readonly Break[] = [
  { id: 'and', isCore: true, text: (given, command) => `${given}&${command}&` },
  { id: 'double-and', isCore: true, text: (given, command) => `${given}"&${command}&"` },
  { id: 'pipe', isCore: true, text: (given, command) => `${given}|${command}` },
  { id: 'both', isCore: false, text: (given, command) => `${given}&&${command}` },
  { id: 'or', isCore: false, text: (_, command) => `nowhere.txt||${command}` },
  { id: 'double-pipe', isCore: false, text: (given, command) => `${given}"|${command}|"` },
  { id: 'double-both', isCore: false, text: (given, command) => `${given}"&&${command}&&"` },
  { id: 'caret', isCore: false, text: (given, command) => `${given}^&${command}^&` },
  { id: 'remark', isCore: false, text: (given, command) => `${given}&${command}&rem ` },
  { id: 'newline', isCore: false, text: (given, command) => `${given}\r\n${command}\r\n` },
  { id: 'parenthesis', isCore: false, text: (given, command) => `${given})&(${command}` },
];

export const BREAKS: Record<Shell, readonly Break[]> = { sh: SH, powershell: POWERSHELL, cmd: CMD };

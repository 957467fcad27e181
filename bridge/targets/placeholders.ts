import type { ConfiguredText } from '../../protocol/target.ts';
import type { ReadingPlace } from './draft.ts';

/** `${env:NAME}`, `${NAME}`, `${NAME:-default}`, `${input:id}`, and the same with `$NAME` or `%NAME%` as a whole. */
const PLACEHOLDER = /\$\{([^{}$\n]{1,200})\}/g;
const WHOLE_VARIABLE = /^(?:\$([A-Za-z_]\w*)|%([A-Za-z_]\w*)%|\$env:([A-Za-z_]\w*))$/i;

export interface Filled {
  text: ConfiguredText;
  remarks: string[];
}

/** Reads a value of a variable or header in which clients allow placeholders. `what` names it in remarks. */
export function readValue(value: string, what: string, place: ReadingPlace): Filled {
  const { text, remarks } = fillFolders(value, what, place);
  const whole = WHOLE_VARIABLE.exec(text);
  const bare = whole?.[1] ?? whole?.[2] ?? whole?.[3];
  if (bare !== undefined)
    return { text: { from: 'env', name: bare }, remarks: [...remarks, fromEnv(what, bare)] };
  const found = [...text.matchAll(PLACEHOLDER)];
  const [only] = found;
  if (only === undefined) return { text: { from: 'plain', value: text }, remarks };
  if (found.length > 1) {
    remarks.push(
      `${what} holds ${found.length} placeholders; only one is filled in, so it is kept as it is written. Type the value.`,
    );
    return { text: { from: 'plain', value: text }, remarks };
  }
  const around = {
    ...(only.index > 0 && { prefix: text.slice(0, only.index) }),
    ...(only.index + only[0].length < text.length && { suffix: text.slice(only.index + only[0].length) }),
  };
  return readPlaceholder(only[1]!, what, text, around, remarks);
}

function readPlaceholder(
  inner: string,
  what: string,
  text: string,
  around: object,
  remarks: string[],
): Filled {
  const input = /^input:(.+)$/i.exec(inner)?.[1];
  if (input !== undefined) {
    remarks.push(`${what} asks for the input "${input}": give its value when connecting.`);
    return { text: { from: 'secret', ref: `input:${input}`, ...around }, remarks };
  }
  const variable = /^(?:env:)?([A-Za-z_]\w*)(:-[\s\S]*)?$/i.exec(inner);
  if (variable !== null) {
    const [, name = '', fallback] = variable;
    remarks.push(fromEnv(what, name));
    if (fallback !== undefined)
      remarks.push(
        `The default ${fallback.slice(2) || '(empty)'} of ${what} is not used: ${name} has to be set.`,
      );
    return { text: { from: 'env', name, ...around }, remarks };
  }
  remarks.push(`${what} holds \${${inner}}, which is not known here; it is kept as it is written.`);
  return { text: { from: 'plain', value: text }, remarks };
}

function fromEnv(what: string, name: string): string {
  return `${what} is read from the environment variable ${name} of the bridge when connecting.`;
}

/** Folder placeholders of editors are filled in at once, so that the plan shows what will be used. */
export function fillFolders(
  value: string,
  what: string,
  place: ReadingPlace,
): { text: string; remarks: string[] } {
  const remarks: string[] = [];
  const text = value.replace(
    /\$\{(workspaceFolder|workspaceRoot|cwd|userHome|pathSeparator|\/)(?::[^{}]*)?\}/g,
    (whole, name: string) => {
      const filled = folderOf(name, place);
      if (filled !== undefined) remarks.push(`${whole} in ${what} is taken to be ${filled}.`);
      return filled ?? whole;
    },
  );
  return { text, remarks };
}

function folderOf(name: string, place: ReadingPlace): string | undefined {
  if (name === 'userHome') return place.home;
  if (name === 'pathSeparator' || name === '/') return place.kind === 'windows' ? '\\' : '/';
  return place.cwd;
}

/** For texts that must be literal (arguments, commands, addresses): folders are filled in, the rest is named. */
export function readLiteral(
  value: string,
  what: string,
  place: ReadingPlace,
): { text: string; remarks: string[] } {
  const { text, remarks } = fillFolders(value, what, place);
  for (const [whole] of text.matchAll(PLACEHOLDER)) {
    remarks.push(
      `${whole} in ${what} is not filled in: it is passed as it is written. Replace it by its value.`,
    );
  }
  return { text, remarks };
}

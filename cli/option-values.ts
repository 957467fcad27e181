import { REVISIONS } from '../protocol/mcp/revision.ts';
import type { Outcome, Problem } from '../protocol/problem.ts';
import type { ConfiguredText, NamedText } from '../protocol/target.ts';

export function readPort(text: string | undefined): Outcome<number | undefined> {
  if (text === undefined) return { ok: true, value: undefined };
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Infinity;
  if (port <= 65535) return { ok: true, value: port === 0 ? undefined : port };
  return bad(
    `--port ${text}: that is not a port.`,
    'Give a number from 1 to 65535, or leave it out for a free one.',
  );
}

export function readRevision(text: string | undefined): Outcome<string | undefined> {
  if (text === undefined || text === 'auto') return { ok: true, value: undefined };
  if ((REVISIONS as readonly string[]).includes(text)) return { ok: true, value: text };
  return bad(`--revision ${text}: that revision is not known.`, `Known are auto, ${REVISIONS.join(', ')}.`);
}

/** `K: V`, `K: env:NAME`, `K: Bearer env:NAME`. Names are tokens of RFC 9110, values hold no control characters. */
export function readHeader(text: string): Outcome<NamedText> {
  const at = text.indexOf(':');
  const name = text.slice(0, at).trim();
  const value = text.slice(at + 1).trim();
  if (at < 1)
    return bad('A --header has the form "Name: value".', "For example --header 'Authorization: env:TOKEN'.");
  if (!/^[!#$%&'*+\-.^_`|~\w]+$/.test(name))
    return bad(
      `--header: "${name}" cannot be the name of a header.`,
      'Names are made of letters, digits and -.',
    );
  if (/[^\t\x20-\x7e\x80-\u{10ffff}]/u.test(value))
    return bad(`--header: the value of ${name} holds a control character.`, 'Headers are one line.');
  const [, prefix = '', variable] = /^((?:[A-Za-z]+ )?)env:([A-Za-z_]\w*)$/.exec(value) ?? [];
  const referred: ConfiguredText | undefined =
    variable === undefined ? undefined : { from: 'env', name: variable, ...(prefix !== '' && { prefix }) };
  return { ok: true, value: { name, text: referred ?? { from: 'plain', value } } };
}

export function noteOnHeader({ name, text }: NamedText): string[] {
  if (text.from !== 'plain' || !/\benv:\w/.test(text.value)) return [];
  return [
    `The value of --header ${name} is sent as it is written: only "env:NAME" and "Word env:NAME" are read from the environment.`,
  ];
}

/** `K=V`, or `NAME` for the value it has here. */
export function readVariable(text: string): Outcome<NamedText> {
  const at = text.indexOf('=');
  const name = at === -1 ? text : text.slice(0, at);
  if (!/^[^\s=\0]+$/.test(name))
    return bad(
      `--env ${text}: that is not the name of a variable.`,
      'Give --env NAME=value, or --env NAME to pass the one that is set here.',
    );
  return {
    ok: true,
    value: { name, text: at === -1 ? { from: 'env', name } : { from: 'plain', value: text.slice(at + 1) } },
  };
}

export function bad(message: string, hint: string): { ok: false; problem: Problem } {
  return { ok: false, problem: { code: 'bad-option', message, hint } };
}

import type { ItemRef, SectionName } from '../../protocol/inventory.ts';

const SECTIONS: readonly SectionName[] = ['server', 'tools', 'prompts', 'resources', 'templates'];

/** `tools/echo`, or `tools/echo/2` for the second item of that name; the name is percent-encoded. */
export function formatItem({ section, name, nth }: ItemRef): string {
  return `${section}/${encodeURIComponent(name.toWellFormed())}${nth === 1 ? '' : `/${nth}`}`;
}

export function parseItem(text: string): ItemRef | undefined {
  const found = /^([a-z]+)\/([^/]*)(?:\/(\d{1,6}))?$/.exec(text);
  const section = SECTIONS.find((name) => name === found?.[1]);
  if (found === null || section === undefined) return undefined;
  try {
    return { section, name: decodeURIComponent(found[2]!), nth: Number(found[3] ?? 1) };
  } catch {
    // URIError: percent signs that encode nothing; nobody but a person wrote that address.
    return undefined;
  }
}

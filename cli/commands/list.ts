import type { Conversation } from '../../bridge/index.ts';
import type { InventoryRow, SectionName } from '../../protocol/inventory.ts';
import { memberOf, stringOf } from '../../protocol/json/value.ts';
import { readJson } from '../../protocol/json/read.ts';
import { safeJson } from '../safe-json.ts';
import type { Terminal } from '../terminal.ts';

const LONGEST_DESCRIPTION = 100;
const KEYS: Record<SectionName, string> = {
  server: 'server',
  tools: 'tools',
  prompts: 'prompts',
  resources: 'resources',
  templates: 'resourceTemplates',
};

/** Prints everything a server offers. Answers the exit code: 1 when a list could not be had. */
export async function list(conversation: Conversation, json: boolean, terminal: Terminal): Promise<number> {
  const page = await conversation.inventory();
  const failed = page.sections.filter(({ state }) => state === 'failed');
  if (json) await terminal.printAll([safeJson(await asJson(conversation, page.rows))]);
  else await asText(conversation, page.rows, terminal);
  for (const { section, words } of failed)
    terminal.note(`mcp-sec-inspect: ${section}: ${words ?? 'the server answered with an error'}`);
  for (const { section, words, state } of page.sections)
    if (state === 'done' && words !== undefined) terminal.note(`mcp-sec-inspect: ${section}: ${words}`);
  return failed.length > 0 ? 1 : 0;
}

/** The items as the server wrote them: number text, key order and repeated keys are kept. */
async function asJson(conversation: Conversation, rows: InventoryRow[]): Promise<string> {
  const { targetName, era, revision, number } = conversation.session();
  const head = JSON.stringify({ target: targetName, era, revision, session: number }).slice(1, -1);
  const sections = await Promise.all(
    (Object.keys(KEYS) as SectionName[]).map(async (section) => {
      const own = rows.filter(({ ref }) => ref.section === section);
      const texts = await Promise.all(own.map(({ at }) => conversation.text(at)));
      const isServer = section === 'server';
      const parts = texts.map((text, k) => (isServer ? `${JSON.stringify(own[k]!.ref.name)}:${text}` : text));
      return `${JSON.stringify(KEYS[section])}:${isServer ? '{' : '['}${parts.join(',')}${isServer ? '}' : ']'}`;
    }),
  );
  const marks = rows
    .filter((row) => row.marks.length > 0)
    .map(({ ref, marks: found }) => ({ ...ref, marks: found }));
  return `{${head},${sections.join(',')},"marks":${JSON.stringify(marks)}}`;
}

async function asText(conversation: Conversation, rows: InventoryRow[], terminal: Terminal): Promise<void> {
  const { targetName, era, revision, server, transport } = conversation.session();
  const name = server === undefined ? '' : ` · ${server.name} ${server.version}`;
  terminal.print(`${targetName}: ${era ?? ''} ${revision ?? ''} · ${transport}${name}`);
  for (const section of Object.keys(KEYS) as SectionName[]) {
    const own = rows.filter(({ ref }) => ref.section === section);
    if (own.length === 0) continue;
    terminal.print('');
    terminal.print(section === 'server' ? 'server' : `${section} (${own.length})`);
    const width = Math.min(40, Math.max(...own.map(({ ref }) => ref.name.length)));
    for (const row of own) {
      const words = describe(await conversation.text(row.at));
      terminal.print(`  ${row.ref.name.padEnd(width)}  ${words}`.trimEnd());
      for (const mark of row.marks) terminal.print(`    ! ${mark.kind}: ${mark.words}`);
    }
  }
}

/** One line of what the item says of itself. */
function describe(text: string): string {
  const document = readJson(text, { nodes: 2000, depth: 4 });
  const words =
    stringOf(document, memberOf(document.root, 'description')) ??
    stringOf(document, memberOf(document.root, 'title')) ??
    (document.root?.kind === 'object' && memberOf(document.root, 'uri') !== undefined
      ? (stringOf(document, memberOf(document.root, 'name')) ?? '')
      : document.root?.kind === 'string'
        ? (stringOf(document, document.root) ?? '')
        : memberOf(document.root, 'name') === undefined
          ? text
          : '');
  const line = words.replace(/\s+/g, ' ').trim();
  return line.length > LONGEST_DESCRIPTION ? `${line.slice(0, LONGEST_DESCRIPTION)}…` : line;
}

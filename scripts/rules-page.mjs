// The page of all rules, as text. Pure: what it is made of is handed in, so that a test can make it as well.

const SPECIFICATION = 'https://modelcontextprotocol.io/specification';

/** @param {string} reference */
function linked(reference) {
  const [, weakness] = /^CWE-(\d+)$/.exec(reference) ?? [];
  if (weakness !== undefined)
    return `[${reference}](https://cwe.mitre.org/data/definitions/${weakness}.html)`;
  const [, revision, page] = /^MCP (\S+) (\S+)$/.exec(reference) ?? [];
  if (revision !== undefined) return `[${reference}](${SPECIFICATION}/${revision}/${page})`;
  const [, number] = /^RFC (\d+)/.exec(reference) ?? [];
  if (number !== undefined) return `[${reference}](https://www.rfc-editor.org/rfc/rfc${number}.html)`;
  return reference;
}

/** Bytes of an example, with what a person could not see written out. */
function shown(text) {
  const plain = text.replace(
    /[^\x20-\x7e\u00a1-\u024f\u0370-\u04ff]/gu,
    (one) => `\\u{${one.codePointAt(0).toString(16)}}`,
  );
  const cut = plain.length > 80 ? `${plain.slice(0, 80)}…` : plain;
  return cut.includes('`') ? `\`\` ${cut} \`\`` : `\`${cut}\``;
}

/** Where the finding of an example stands, for those that say so. */
function evidenceOf({ fires }) {
  const said =
    fires.find(({ at, bytes }) => at !== undefined && bytes !== undefined) ??
    fires.find(({ at, bytes }) => (at ?? bytes) !== undefined);
  if (said === undefined) return 'The place that breaks the rule.';
  const where = said.at === undefined ? '' : said.at === '' ? 'the whole message' : shown(said.at);
  const what = said.bytes === undefined ? '' : shown(said.bytes);
  return `${[what, where].filter((words) => words !== '').join(' at ')} (${said.why.replace(/[<>*_]/g, '\\$&')}).`;
}

/** Paragraphs of a README: its own words, and what it cannot see. */
function readmeParts(readme) {
  const paragraphs = readme.trim().split('\n\n').slice(1);
  const blind = paragraphs.find((one) => one.startsWith('**Cannot see**')) ?? '';
  return {
    looks: paragraphs.filter((one) => one !== blind).join('\n\n'),
    blind: blind.replace(/^\*\*Cannot see\*\*:?\s*/, ''),
  };
}

const row = (cells) => `| ${cells.join(' | ')} |`;

function table(rules) {
  return [
    row(['Rule', 'Says', 'Up to', 'Confidence', 'References']),
    row(['---', '---', '---', '---', '---']),
    ...rules.map(({ rule: { meta } }) =>
      row([
        `[${meta.id}](#${meta.id})`,
        meta.title,
        meta.severity,
        meta.confidence,
        meta.references.map(linked).join(', '),
      ]),
    ),
  ].join('\n');
}

function chapter({ rule: { meta }, readme, examples }) {
  const { looks, blind } = readmeParts(readme);
  return [
    `### ${meta.id}`,
    `**${meta.title}.** Family ${meta.family}, up to ${meta.severity}, ${meta.confidence}.`,
    meta.about,
    looks,
    `**Evidence**, for example: ${evidenceOf(examples)}`,
    `**Usual false positives**: ${meta.falsePositives}`,
    `**Cannot see**: ${blind}`,
    `**How to fix**: ${meta.fix}`,
  ].join('\n\n');
}

/**
 * `parts`: every rule with its README and examples; `families` and `words`: in which order, and what each is about.
 * Not formatted yet.
 */
export function rulesPage(parts, families, words) {
  const sorted = parts.toSorted((a, b) => (a.rule.meta.id < b.rule.meta.id ? -1 : 1));
  const present = families.filter((family) => sorted.some(({ rule }) => rule.meta.family === family));
  const of = (family) => sorted.filter(({ rule }) => rule.meta.family === family);
  return [
    '# Rules',
    `What inspection looks for: ${sorted.length} rules, each a folder of [inspect/rules](../inspect/rules) with the examples that prove it. Made by \`npm run rule-docs\`; change the folders, not this page. [Write a rule](writing-a-rule.md) for the product, or [one of your own](user-rules.md).`,
    'A finding says that something stands at these bytes, and why that may matter; it is no verdict, and a server without findings is not thereby harmless. Severity is the worst a rule reports; most report less where the same thing is common. Confidence: *certain* by structure, *firm* by several signs, *tentative* worth a look.',
    ...present.map((family) => `## ${family}\n\n${words[family] ?? ''}\n\n${table(of(family))}`),
    '## Every rule',
    ...sorted.map(chapter),
    '',
  ].join('\n\n');
}

/** What each family is about. */
export const FAMILY_WORDS = {
  hidden: 'Text a model reads and a person does not see, or sees otherwise.',
  injection: 'Words that give orders to a model where only a description or data belongs.',
  naming: 'Names that are taken for others.',
  schema: 'Schemas of tools that carry more than the shape of arguments.',
  annotation: 'Hints of tools that do not fit what they do.',
  capability: 'Notes on what tools can do; no fault by themselves.',
  exfiltration: 'Addresses, links and content by which data leaves or a client is led elsewhere.',
  secret: 'Credentials in what is said or sent.',
  leak: 'What an answer, an error or a log tells beyond its purpose.',
  asking: 'What a server asks of the model or the user of a client (sampling and elicitation).',
  protocol: 'Messages that readers take differently, or that nobody agreed on.',
  http: 'What only heads and addresses of HTTP show.',
};

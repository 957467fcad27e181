import type { Confidence, Severity } from '../../../protocol/finding.ts';
import type { FieldClass } from '../../../protocol/mcp/fields.ts';
import type { Place } from '../../place.ts';
import type { Said, Rule } from '../../rule.ts';
import type { SessionFacts } from '../../session-facts.ts';
import type { Mention } from '../../support/mentions.ts';
import { orderAround } from '../../support/orders.ts';
import { quoted, wordsOfName } from '../../support/words.ts';
import type { Text } from '../../text.ts';
import { isEnumerated } from './own-words.ts';

const DEFINITIONS: readonly FieldClass[] = [
  'definition',
  'schema',
  'instructions',
  'prompt-definition',
  'resource-definition',
];
const TOLD: readonly FieldClass[] = [
  'prompt-message',
  'result-text',
  'result-structured',
  'resource-body',
  'error-message',
  'error-data',
  'log',
  'progress',
  'sampling',
  'elicitation',
  'completion',
];

export const foreignToolReference: Rule = {
  meta: {
    id: 'foreign-tool-reference',
    version: 1,
    title: 'A server names a tool of another server',
    family: 'naming',
    severity: 'high',
    confidence: 'firm',
    about:
      'What a server says reaches the model beside what all other servers say. A server that names a tool of another one can change how that tool is used, or have it called with what it wants.',
    falsePositives:
      'Servers that are made to work together and say so, and documents about the other server that a tool returns.',
    fix: 'Read the whole text. Describe only what an own tool does; a client that routes between servers needs no advice from them.',
    references: ['OWASP MCP03', 'OWASP MCP10', 'CWE-74'],
  },
  reads: { fields: [...DEFINITIONS, ...TOLD], views: [] },
  watch(report, session) {
    // Which tools are this server's own is known when its list is whole.
    let waiting: Waiting[] = [];
    const judge = (): void => {
      for (const one of waiting) {
        const said = saidOfDefinition(one, session);
        if (said !== undefined) report(said);
      }
      waiting = [];
    };
    return {
      text(text) {
        if (session.neighbours.isEmpty || text.isKey) return;
        const { text: plain, origin } = text.view('plain');
        const mentions = session.neighbours.mentionsIn(plain);
        if (mentions.length === 0) return;
        const named = mentions.map((mention): Named => {
          const at = origin(mention.from, mention.to);
          return { mention, plain, place: text.place(at.from, at.to) };
        });
        if (!DEFINITIONS.includes(text.field)) {
          const said = saidOfData(text, named, session);
          if (said !== undefined) report(said);
        } else if (waiting.length < MOST_WAITING) waiting.push({ text, named });
      },
      message({ method, kind }) {
        if (method === 'tools/list' && kind === 'result' && session.tools.isWhole) judge();
        // Offered after the list of tools: nothing more is to come.
        else if (session.tools.isWhole && waiting.length > 0) judge();
      },
      end: judge,
    };
  },
};

const MOST_WAITING = 200;

interface Named {
  readonly mention: Mention;
  readonly plain: string;
  readonly place: Place;
}

interface Waiting {
  readonly text: Text;
  readonly named: readonly Named[];
}

interface Judged extends Named {
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly words: string;
}

const RANK: readonly Severity[] = ['info', 'low', 'medium', 'high'];

function isForeign({ kind, tool, of }: Mention, session: SessionFacts): boolean {
  if (kind === 'tool') return !session.tools.has(tool!.skeleton);
  return of.target !== session.target.key;
}

function saidOfDefinition({ text, named }: Waiting, session: SessionFacts): Said | undefined {
  if (text.field === 'schema' && !/\s/.test(text.value)) return undefined;
  const judged = named
    .filter(
      ({ mention, plain }) =>
        isForeign(mention, session) && !isEnumerated(text, plain.slice(mention.from, mention.to)),
    )
    .flatMap((one): Judged[] => {
      const { mention, plain } = one;
      const order = orderAround(plain, mention.from, mention.to);
      if (order.isSteering && !order.isTalk)
        return [
          mention.kind === 'tool'
            ? { ...one, severity: 'high', confidence: 'firm', words: 'and says when or how it is to be used' }
            : {
                ...one,
                severity: 'medium',
                confidence: 'tentative',
                words: 'and says when or how its tools are to be used',
              },
        ];
      if (mention.kind === 'server') return [];
      return order.isTalk
        ? [{ ...one, severity: 'low', confidence: 'tentative', words: 'in comparison' }]
        : [
            {
              ...one,
              severity: 'medium',
              confidence: 'tentative',
              words: 'which a model reads as advice about that tool',
            },
          ];
    });
  return saidOf(judged, 'A definition');
}

/** Tools of one server in one text; a document about it names so many. */
const DOCUMENT = 4;

/** What honest servers return holds names and advice too: a call needs two more signs to be an order. */
function saidOfData(text: Text, named: readonly Named[], session: SessionFacts): Said | undefined {
  const foreign = named.filter(({ mention }) => isForeign(mention, session));
  const different = new Set(foreign.map(({ mention }) => mention.tool?.skeleton));
  const judged = foreign.flatMap((one): Judged[] => {
    const { mention, plain } = one;
    const order = orderAround(plain, mention.from, mention.to);
    if (!order.isCall) return [];
    let score = 1 + Number(order.isSteering) + Number(order.hasCargo) - Number(order.isTalk);
    if (different.size >= DOCUMENT || isInCode(plain, mention.from)) score--;
    // The words of a prompt are chosen by a person; and every text speaks of servers.
    if (text.field === 'prompt-message' || mention.kind === 'server') score--;
    // Documents call functions in the same words: `split()`.
    else if (wordsOfName(mention.tool!.tool.name).length < 2) score--;
    if (score < 2) return [];
    const what = order.hasCargo ? 'and with what' : 'and when';
    return [
      {
        ...one,
        severity: score > 2 ? 'high' : 'medium',
        confidence: score > 2 ? 'firm' : 'tentative',
        words: `tells the reader to call it ${what}`,
      },
    ];
  });
  return saidOf(judged, text.field === 'prompt-message' ? 'A prompt' : 'What the server returned');
}

function saidOf(judged: readonly Judged[], who: string): Said | undefined {
  const [worst, ...rest] = [...judged].sort((a, b) => RANK.indexOf(b.severity) - RANK.indexOf(a.severity));
  if (worst === undefined) return undefined;
  const { mention, plain, place, severity, confidence, words } = worst;
  const name = quoted(plain.slice(mention.from, mention.to), 50);
  const around = quoted(plain.slice(Math.max(0, mention.from - 40), mention.to + 40).trim(), 110);
  const what =
    mention.kind === 'tool' ? `a tool of ${quoted(mention.of.server, 40)}` : 'another connected server';
  return {
    at: place,
    and: rest.map((one) => one.place),
    severity,
    confidence,
    says: `${who} names ${name}, ${what}, ${words}: ${around}.`,
    sameAs: `${mention.tool?.tool.name ?? ''} ${mention.of.target}`,
  };
}

/** Behind an odd number of fences, or in a line of a table, a quotation or a list of commands. */
function isInCode(plain: string, at: number): boolean {
  let fences = 0;
  for (let found = plain.indexOf('```'); found !== -1 && found < at; found = plain.indexOf('```', found + 3))
    fences++;
  return fences % 2 === 1;
}

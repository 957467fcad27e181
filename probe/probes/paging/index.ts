import type { SectionName } from '../../../protocol/inventory.ts';
import type { ProbeEvidence } from '../../../protocol/probe.ts';
import type { Outcome } from '../../../protocol/problem.ts';
import type { Line, ListedPages, TargetFacts } from '../../dialer.ts';
import { withLine } from '../../faces.ts';
import type { Bench, Probe, ProbeVerdict } from '../../probe.ts';
import { cut, inconclusive, unanswered, verdict } from '../../verdicts.ts';

const LISTS: readonly SectionName[] = ['tools', 'prompts', 'resources', 'templates'];

/** Whose items are known by their `name`. */
const BY_NAME: ReadonlySet<SectionName> = new Set<SectionName>(['tools', 'prompts']);

export const paging: Probe = {
  meta: {
    id: 'paging',
    title: 'Hides behind pages',
    about:
      'Clients that read one page see less than those that read all, and a name can stand on two pages with two texts. Every list is walked page by page, and asked for with a cursor that was never given.',
    references: ['OWASP MCP03', 'MCP 2025-11-25 server/utilities/pagination', 'CWE-835', 'CWE-694'],
  },
  plan(facts) {
    const lists = listsOf(facts);
    if (lists.length === 0) return { untestable: 'It offers nothing in a list.' };
    const pages =
      facts.pages.length === 0
        ? 'All lists have one page: only a cursor that was never given is tried'
        : 'page by page, and with a cursor that was never given';
    return {
      steps: [
        {
          says: `${pages}; a second time only where that is odd`,
          dial: {},
          times: 2,
          calls: [],
          repeat: 0,
          relists: lists.length + facts.pages.length,
          waits: 0,
        },
      ],
    };
  },
  async run(bench) {
    const first = await walk(bench, 'walking');
    if (!first.ok) return unanswered('The pages could not be walked', first.problem);
    if (first.value.odd.length === 0) return straight(first.value);
    const second = await walk(bench, 'it is odd: walking again');
    if (!second.ok)
      return unanswered(`${first.value.odd[0]!.says} It could not be looked at again`, second.problem);
    const keys = new Set(second.value.odd.map(({ key }) => key));
    const again = first.value.odd.filter(({ key }) => keys.has(key));
    const evidence = [...first.value.evidence, ...second.value.evidence];
    const { era } = first.value;
    if (again.length === 0)
      return inconclusive(`${first.value.odd[0]!.says} A second connection did not show it.`, {
        evidence,
        era,
      });
    const more = again.length === 1 ? '' : ` And ${again.length - 1} more of the kind.`;
    return verdict('vulnerable', `${again[0]!.says} So it was twice.${more}`, { evidence, era });
  },
};

/** Lists that have anything in them, or more than one page. */
function listsOf({ offered, pages }: TargetFacts): SectionName[] {
  const has = new Set<SectionName>([
    ...offered.items.map(({ section }) => section),
    ...pages.map(({ section }) => section),
  ]);
  return LISTS.filter((section) => has.has(section));
}

interface Odd {
  readonly key: string;
  readonly says: string;
}
interface Walked {
  readonly era: Line['era'];
  readonly odd: readonly Odd[];
  readonly evidence: readonly ProbeEvidence[];
  /** What is of no consequence, or was not answered. */
  readonly notes: readonly string[];
}

async function walk(bench: Bench, says: string): Promise<Outcome<Walked>> {
  const { facts, dialer, steps } = bench;
  return withLine(dialer, steps[0]!.dial, async (line): Promise<Walked> => {
    const odd: Odd[] = [];
    const notes: string[] = [];
    const evidence: ProbeEvidence[] = [];
    for (const section of listsOf(facts)) {
      bench.tell(`${says}: ${section}`);
      const known = new Set(
        line.offered.items.filter((item) => item.section === section).map(({ name }) => name),
      );
      if (facts.pages.some((one) => one.section === section)) {
        const pages = await line.pages(section);
        if (!pages.ok) notes.push(`The pages of ${section} could not be walked: ${pages.problem.message}`);
        else {
          const { frames, ...found } = oddPages(section, pages.value, known);
          odd.push(...found.odd);
          notes.push(...found.notes);
          evidence.push(
            ...frames.map((frame, at) => ({
              says: `${section}, page ${at + 1}`,
              session: line.session,
              frame,
            })),
          );
        }
      }
      if (!BY_NAME.has(section)) continue;
      const bad = await line.badCursor(section);
      if (!bad.ok) notes.push(`${section} with a cursor that was never given: ${bad.problem.message}`);
      else if (!bad.value.isRefused) {
        const { frame, names } = bad.value;
        evidence.push({
          says: `${section} with a cursor that was never given`,
          session: line.session,
          frame,
        });
        const hidden = names.filter((name) => !known.has(name));
        if (hidden.length > 0)
          odd.push({
            key: JSON.stringify(['hidden', section, hidden[0]]),
            says: `With a cursor that was never given, ${section} hold what no page of the list does: “${cut(hidden[0]!, 60)}”.`,
          });
        else
          notes.push(
            `A cursor that was never given is taken for ${section}, and leads to ${names.length} of what is listed; it should be refused`,
          );
      }
    }
    return {
      era: line.era,
      odd,
      evidence:
        evidence.length === 0
          ? [{ says: 'Asked for with a cursor that was never given', session: line.session }]
          : evidence.slice(0, MOST_PLACES),
      notes,
    };
  });
}

const MOST_PLACES = 20;

/** `known`: names that were offered when the connection was opened. */
function oddPages(
  section: SectionName,
  { pages, left }: ListedPages,
  known: ReadonlySet<string>,
): { odd: Odd[]; notes: string[]; frames: number[] } {
  const odd: Odd[] = [];
  const notes: string[] = [];
  const seen = new Map<string, { page: number; hash: string }>();
  let later = 0;
  let total = 0;
  for (const [at, { items }] of pages.entries())
    for (const { name, hash } of items) {
      total++;
      const before = seen.get(name);
      if (before === undefined) {
        seen.set(name, { page: at, hash });
        if (at > 0) later++;
      } else if (before.page !== at && before.hash !== hash)
        odd.push({
          key: JSON.stringify(['twice', section, name]),
          says: `“${cut(name, 60)}” stands on page ${before.page + 1} and on page ${at + 1} of ${section}, with two definitions; clients take one or the other.`,
        });
      if (!known.has(name))
        odd.push({
          key: JSON.stringify(['other', section, name]),
          says: `“${cut(name, 60)}” on page ${at + 1} of ${section} was not there when the same list was read before in this connection.`,
        });
    }
  if (left !== undefined)
    odd.push({
      key: JSON.stringify(['left', section]),
      says: `The pages of ${section} do not end: ${cut(left, 200)}.`,
    });
  if (later > 0) notes.push(`${later} of ${total} ${section} stand on later pages only`);
  return { odd, notes, frames: pages.map(({ frame }) => frame) };
}

function straight({ notes, evidence }: Walked): ProbeVerdict {
  const told = notes.length === 0 ? '' : ` ${notes.join('; ')}.`;
  const isUnread = notes.some((note) => note.includes('could not be walked'));
  if (isUnread) return inconclusive(told.trim(), { evidence: [...evidence] });
  return verdict('not-observed', `Pages and cursors gave nothing else than the lists.${told}`, {
    evidence: [...evidence],
  });
}

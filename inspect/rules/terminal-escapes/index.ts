import type { Severity } from '../../../protocol/finding.ts';
import type { Rule } from '../../rule.ts';
import type { Text } from '../../text.ts';
import { sequenceAt, type Sequence } from '../../views/ansi.ts';
import { effectOf, sequenceName, type Effect } from '../../views/terminal-words.ts';
import { TRAIT } from '../../views/traits.ts';

export const terminalEscapes: Rule = {
  meta: {
    id: 'terminal-escapes',
    version: 1,
    title: 'Terminal sequences',
    family: 'hidden',
    severity: 'critical',
    confidence: 'certain',
    about:
      'A terminal obeys escape sequences: text is concealed, overwritten or erased, the clipboard, the title or links are set. A person at a terminal then sees something else than the model is given.',
    falsePositives:
      'Colours in logs and in the output of programs are normal and not reported; progress bars overwrite their line.',
    fix: 'Strip escape sequences from everything that is not meant for a terminal, and from tool definitions always.',
    references: ['OWASP MCP03', 'CWE-150', 'ECMA-48'],
  },
  reads: { traits: TRAIT.control | TRAIT.nonAscii },
  watch(report) {
    return {
      text(text) {
        const { value } = text;
        const found: { sequence: Sequence; effect: Effect }[] = [];
        for (const start of value.matchAll(STARTS)) {
          if (start.index < (found.at(-1)?.sequence.to ?? 0)) continue;
          const sequence = sequenceAt(value, start.index);
          if (sequence !== undefined && found.length < 2000)
            found.push({ sequence, effect: effectOf(sequence) });
        }
        if (found.length === 0) return;
        const worst = ORDER.find((effect) => found.some((one) => one.effect === effect))!;
        const severity = severityOf(text, worst);
        if (severity === undefined) return;
        const telling = found.filter((one) => one.effect === worst).map(({ sequence }) => sequence);
        const [first] = telling;
        const names = [...new Set(telling.map(sequenceName))].slice(0, 4).join(', ');
        report({
          at: text.place(first!.from, first!.to),
          and: telling.slice(1).map(({ from, to }) => text.place(from, to)),
          severity,
          says: `${text.via.includes('escapes') ? 'Written out, but a terminal may be given it: ' : ''}${WORDS[worst]} (${names}${telling.length > 1 ? `, ${telling.length} times` : ''}).`,
        });
      },
    };
  },
};

const STARTS = /[\u001b\u0090\u009b\u009d]/g;
const ORDER: readonly Effect[] = ['conceals', 'reaches', 'rewrites', 'colours', 'other'];
const WORDS: Record<Effect, string> = {
  conceals: 'A terminal does not draw what follows',
  reaches: 'A sequence reaches beyond the text: clipboard, title, link or an answer of the terminal',
  rewrites: 'A terminal overwrites or erases text here',
  colours: 'A terminal changes how text is drawn here',
  other: 'A terminal obeys a sequence here',
};

function severityOf(text: Text, effect: Effect): Severity | undefined {
  const isStrong = effect === 'conceals' || effect === 'reaches';
  // Documentation shows sequences in letters; only what hides or reaches out is worth a word, and only where a model is instructed.
  if (text.via.includes('escapes')) return isStrong && text.isDefinition ? 'medium' : undefined;
  if (text.isDefinition || text.field === 'header' || text.field === 'elicitation')
    return isStrong || effect === 'rewrites' ? 'critical' : 'high';
  if (isStrong)
    return text.field === 'stderr' || text.field === 'log' || text.field === 'stdout-noise'
      ? 'medium'
      : 'high';
  return effect === 'rewrites' && text.field !== 'stderr' && text.field !== 'stdout-noise'
    ? 'low'
    : undefined;
}

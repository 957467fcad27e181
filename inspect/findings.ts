import type { Evidence, Finding } from '../protocol/finding.ts';
import type { InspectionOptions, Inspected } from './engine.ts';
import { whole } from './place.ts';
import type { Rule, Said } from './rule.ts';

/** Of one rule in one frame; a text of a thousand of the same says no more than one of a hundred. */
const MOST_PER_RULE = 100;
const MOST_PLACES = 8;

/** Makes findings of what rules say, and leaves out what was said already of the same bytes. */
export class Findings {
  #options: InspectionOptions;
  #found: Finding[] = [];
  #notes = new Set<string>();
  #perRule = new Map<string, Finding[]>();

  constructor(options: InspectionOptions) {
    this.#options = options;
  }

  begin(): void {
    this.#found = [];
    this.#notes.clear();
    this.#perRule.clear();
  }

  note(words: string): void {
    this.#notes.add(words);
  }

  add(rule: Rule, said: Said): void {
    const { meta } = rule;
    const earlier = this.#perRule.get(meta.id) ?? [];
    this.#perRule.set(meta.id, earlier);
    if (earlier.length >= MOST_PER_RULE) {
      this.note(
        `The rule ${meta.id} found more than ${MOST_PER_RULE} places in this frame; the rest is left out.`,
      );
      return;
    }
    const finding = this.#made(rule, said);
    if (earlier.some((other) => isSameAgain(other, finding))) return;
    earlier.push(finding);
    this.#found.push(finding);
  }

  end(): Inspected {
    return { findings: this.#found, notInspected: [...this.#notes] };
  }

  #made({ meta }: Rule, said: Said): Finding {
    const { hash, session, target } = this.#options;
    const { at } = said;
    const { evidence } = at;
    const item = at.item === undefined ? '' : `${at.item.section} ${at.item.name}`;
    const same = said.sameAs ?? at.matched;
    return {
      id: hash(
        JSON.stringify([
          meta.id,
          meta.version,
          session,
          evidence.frame,
          evidence.part,
          evidence.from,
          evidence.to,
        ]),
      ).slice(0, 32),
      fingerprint: hash(JSON.stringify([meta.id, target.key, item, at.field, same])).slice(0, 32),
      rule: meta.id,
      family: meta.family,
      severity: said.severity ?? meta.severity,
      confidence: said.confidence ?? meta.confidence,
      title: said.title ?? meta.title,
      says: whole(said.says),
      ...(at.item === undefined ? {} : { item: at.item }),
      evidence: [
        evidence,
        ...(said.and ?? []).slice(0, MOST_PLACES).map((place): Evidence => place.evidence),
      ],
    };
  }
}

/** The same rule at bytes it spoke of already: a view of a text shows what the text itself showed. */
function isSameAgain(one: Finding, other: Finding): boolean {
  const [a, b] = [one.evidence[0]!, other.evidence[0]!];
  return (
    one.title === other.title && a.part === b.part && a.frame === b.frame && a.from < b.to && b.from < a.to
  );
}

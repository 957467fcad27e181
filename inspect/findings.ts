import { SEVERITIES, type Evidence, type Finding, type Severity } from '../protocol/finding.ts';
import type { InspectionOptions, Inspected } from './engine.ts';
import { whole } from './place.ts';
import type { Rule, Said } from './rule.ts';
import { withoutSecrets } from './support/secrets/mask-text.ts';

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
    const isFull = earlier.length >= MOST_PER_RULE;
    if (isFull) {
      this.note(
        `The rule ${meta.id} found more than ${MOST_PER_RULE} places in this frame; the mildest are left out.`,
      );
      if (rank(said.severity ?? meta.severity) <= Math.min(...earlier.map(({ severity }) => rank(severity))))
        return;
    }
    const finding = this.#made(rule, said);
    if (earlier.some((other) => isSameAgain(other, finding))) return;
    // A hundred mild places in front of it must not hide a bad one.
    if (isFull) this.#leaveOut(mildestOf(earlier), earlier);
    earlier.push(finding);
    this.#found.push(finding);
  }

  #leaveOut(finding: Finding, earlier: Finding[]): void {
    earlier.splice(earlier.indexOf(finding), 1);
    this.#found.splice(this.#found.indexOf(finding), 1);
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
    // What an answer holds belongs to what was asked: two tools may say the same. One rule may say several
    // things of a text, mild ones and bad ones; a decision about one is none about another.
    const asked = at.asked === undefined ? '' : `of ${at.asked}`;
    const severity = said.severity ?? meta.severity;
    const fingerprint = hash(
      JSON.stringify([meta.id, severity, said.title ?? '', target.key, item || asked, at.field, same]),
    ).slice(0, 32);
    const place = [session, evidence.frame, evidence.part, evidence.from, evidence.to];
    return {
      id: hash(JSON.stringify([fingerprint, meta.version, ...place])).slice(0, 32),
      fingerprint,
      rule: meta.id,
      family: meta.family,
      severity,
      confidence: said.confidence ?? meta.confidence,
      title: said.title ?? meta.title,
      says: withoutSecrets(whole(said.says)),
      ...(at.item === undefined ? {} : { item: at.item }),
      evidence: [
        masked(evidence),
        ...(said.and ?? []).slice(0, MOST_PLACES).map((place): Evidence => masked(place.evidence)),
      ],
    };
  }
}

/** What a rule shows may hold a credential that another rule speaks of; it is quoted by none. */
function masked(evidence: Evidence): Evidence {
  return evidence.shown === undefined ? evidence : { ...evidence, shown: withoutSecrets(evidence.shown) };
}

function rank(severity: Severity): number {
  return SEVERITIES.indexOf(severity);
}

/** Of several as mild, the last. */
function mildestOf(findings: readonly Finding[]): Finding {
  return findings.reduce((mildest, one) => (rank(one.severity) <= rank(mildest.severity) ? one : mildest));
}

/**
 * The same rule at bytes it spoke of already: a view of a text shows what the text itself showed. Of decoded text
 * only the whole encoded stretch may be known, which then holds several things.
 */
function isSameAgain(one: Finding, other: Finding): boolean {
  const [a, b] = [one.evidence[0]!, other.evidence[0]!];
  const isDecoded = a.via !== undefined && b.via !== undefined;
  return (
    one.title === other.title &&
    a.part === b.part &&
    a.from < b.to &&
    b.from < a.to &&
    !(isDecoded && one.fingerprint !== other.fingerprint)
  );
}

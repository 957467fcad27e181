import type { JsonDocument, JsonNode, JsonObject } from '../json/document.ts';
import { textOf } from '../json/value.ts';
import type { Keywords } from './keywords.ts';
import { readKeywords } from './keywords.ts';
import type { Resolved } from './resolve.ts';
import { References } from './resolve.ts';

/** What is known of a schema so far, each object of it read once. */
export class Reading {
  readonly document: JsonDocument;
  #own = 0;
  #references: References;
  #keywords = new Map<JsonObject, Keywords>();

  constructor(document: JsonDocument, root: JsonNode) {
    this.document = document;
    this.#references = new References(document, root);
  }

  /** Steps taken: nodes, members and options looked at. Bounds are proved by it. */
  get work(): number {
    return this.#own + this.#references.work;
  }

  step(steps = 1): void {
    this.#own += steps;
  }

  keywordsOf(node: JsonObject): Keywords {
    let keywords = this.#keywords.get(node);
    if (keywords === undefined) {
      this.step(node.members.length);
      keywords = readKeywords(node);
      this.#keywords.set(node, keywords);
    }
    return keywords;
  }

  resolve(reference: string, from: JsonNode): Resolved {
    return this.#references.resolve(reference, from);
  }

  textOf(node: JsonNode): string {
    return textOf(this.document, node);
  }
}

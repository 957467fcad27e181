import type { JsonNode } from '../json/document.ts';

/**
 * What a form or a tree needs to know of one schema (JSON Schema 2020-12 and the drafts before it).
 * Derived from the text of the schema; anything it cannot say is `raw` with the reason, never dropped.
 */
export type Field = FieldCommon &
  (
    | { kind: 'object'; properties: Property[]; extra: Extra }
    /** `least`: `minItems`, 0 where none is given. */
    | { kind: 'array'; item: FieldRef | undefined; least: number }
    /** `rest`: for items behind the listed ones; `none` when there may be none. */
    | { kind: 'tuple'; items: FieldRef[]; rest: FieldRef | 'any' | 'none'; least: number }
    /** `enum` or `const`: JSON texts as they stand in the schema. `titles` stand beside them; empty when no option has one. */
    | { kind: 'choice'; options: string[]; titles: (string | undefined)[] }
    | { kind: 'string'; format: string | undefined }
    | { kind: 'number' }
    | { kind: 'integer' }
    | { kind: 'boolean' }
    | { kind: 'null' }
    | { kind: 'union'; branches: Branch[] }
    /** No type was given, or all of them: any JSON is as good as another. */
    | { kind: 'any' }
    /** A form cannot express it; `why` is for a person. */
    | { kind: 'raw'; why: string }
  );

export interface FieldCommon {
  /** The schema itself, after `$ref`s were followed. */
  node: JsonNode;
  title: string | undefined;
  description: string | undefined;
  /** `default`: JSON text, as it stands in the schema. */
  fallback: string | undefined;
  /** JSON text to begin with, where the schema names one or bounds it: default, const, the least number allowed. */
  start: string | undefined;
  /** JSON texts. */
  examples: string[];
  /** null is allowed besides. */
  isNullable: boolean;
  isDeprecated: boolean;
  /** Each a few words: `1 to 50`, `at most 20 items`, `pattern ^a+$`, `format date-time`. */
  constraints: string[];
  /** What was left out or bounded, in words: keywords a form does not know, a `$ref` that leads elsewhere. */
  notes: string[];
}

export interface Property {
  name: string;
  isRequired: boolean;
  field: FieldRef;
}

/** What an object may hold besides its properties. */
export type Extra = { kind: 'none' } | { kind: 'any' } | { kind: 'schema'; field: FieldRef };

export interface Branch {
  /** Title, or what tells it from the others: its type, a constant it wants. */
  words: string;
  field: FieldRef;
}

/** Schemas may be endless (`$ref` cycles), so each is looked at when it is needed. The same object every time. */
export type FieldRef = () => Field;

import type { Component, Snippet } from 'svelte';
import type { JsonDocument, JsonNode, Span } from '../../../protocol/json/document.ts';
import type { Splice } from '../../../protocol/json/edit.ts';
import type { Path } from '../../../protocol/json/pointer.ts';
import type { Field, FieldRef } from '../../../protocol/schema/field.ts';

export interface Suggestions {
  values: readonly string[];
  total?: number | undefined;
  hasMore?: boolean | undefined;
  /** Why there are none, for a person. */
  problem?: string | undefined;
}
/** What could stand in an argument, asked of the server. */
export type Complete = (argument: string, value: string) => Promise<Suggestions>;

/** Something validation has to say of the value at a pointer. */
export interface FieldComplaint {
  /** From the value of the form. */
  pointer: string;
  words: string;
  /** Of the schema. `type` and `required` are said by the rows themselves. */
  keyword?: string;
}

/** Which branch of a union a person took, and what stood there under the others. */
export interface UnionMemory {
  taken: { branch: number; kind: JsonNode['kind'] } | undefined;
  kept: Map<number, string>;
}

/** What every part of one form shares. */
export interface FormHost {
  readonly document: JsonDocument;
  /** Where the value of the form stands in the text. */
  readonly root: Path;
  readonly complete: Complete | undefined;
  /** Hands an edit up; without one says that the text around cannot take it. */
  splice(splice: Splice | undefined): void;
  /** JSON text of a minimal value for a field. */
  start(field: Field, indent?: string): string;
  complaintsAt(path: Path): readonly string[];
  /** Index of the branch a value is of, as far as can be told. */
  branchOf(union: Field, node: JsonNode): number | undefined;
  unions: Map<string, UnionMemory>;
  /** Draws one value. Handed down, because values hold values: an import of it would go in a circle. */
  readonly part: Component<PartProps>;
}

/** One value of a form. */
export interface PartProps {
  host: FormHost;
  path: Path;
  field: FieldRef;
  /** What stands in the text; the last of repeated keys. */
  node: JsonNode | undefined;
  /** How often the key stands there. */
  times?: number;
  name: string;
  depth: number;
  isRequired?: boolean;
  /** No property of the schema's. */
  isExtra?: boolean;
  /** The object or list it belongs to is in the text. */
  isWithin?: boolean;
  /** What a list adds: moving up and down. */
  moves?: Snippet | undefined;
  /** Drawn before the value: the branches of a union. */
  picker?: Snippet | undefined;
}

const NOWHERE: Span = { from: 0, to: 0 };

/** In place of the text, for what does not stand in it. */
export const NO_TEXT: JsonDocument = { text: '', root: undefined, faults: [], isWhole: true };
export const NO_COMPLAINTS: readonly string[] = [];

/** For what no schema describes. */
const ANYTHING: Field = {
  kind: 'any',
  node: { kind: 'true', ...NOWHERE },
  title: undefined,
  description: undefined,
  fallback: undefined,
  start: undefined,
  examples: [],
  isNullable: false,
  isDeprecated: false,
  constraints: [],
  notes: [],
};
export const anything: FieldRef = () => ANYTHING;

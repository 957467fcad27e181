import type { Branch, Field, FieldRef } from './field.ts';

/** A value to begin with, as JSON text. */
export interface Start {
  text: string;
  /** What is missing for it to be valid, in words; empty when nothing was left out. */
  leftOut: string[];
}

/** A schema may ask for endless values; these are enough for a person to begin with. */
const MOST = { depth: 32, values: 2_000, items: 20, characters: 1_000_000 };

/** The least a schema asks for: what it names itself (default, const), else required properties only, empty texts, 0. */
export function startText(field: Field, indent?: string): string {
  return startOf(field, indent).text;
}

/** `indent`: the blanks at the beginning of the line it will stand in; without it all is on one line. */
export function startOf(field: Field, indent?: string): Start {
  const starter = new Starter(indent !== undefined);
  const text = starter.write(field, indent ?? '');
  return { text, leftOut: [...starter.leftOut] };
}

class Starter {
  readonly leftOut = new Set<string>();
  #isMultiline: boolean;
  #values = 0;
  #characters = 0;
  /** Fields that are being written, outermost first. */
  #within = new Set<Field>();

  constructor(isMultiline: boolean) {
    this.#isMultiline = isMultiline;
  }

  write(field: Field, indent: string): string {
    if (field.start !== undefined && this.#hasRoom(field.start)) return field.start;
    if (this.#within.has(field)) {
      // Another branch may lead out, as a leaf does in a tree.
      const way = field.kind === 'union' ? this.#wayOut(field.branches) : undefined;
      if (way !== undefined) return this.write(way, indent);
      return this.#stop(field, 'A value asks for another of its own kind without end.');
    }
    if (this.#within.size >= MOST.depth) return this.#stop(field, 'Required values are nested too deep.');
    if (++this.#values > MOST.values)
      return this.#stop(field, 'More values are required than are written here.');
    this.#within.add(field);
    const text = this.#written(field, indent);
    this.#within.delete(field);
    return text;
  }

  #written(field: Field, indent: string): string {
    switch (field.kind) {
      case 'object': {
        const required = field.properties.filter(({ isRequired }) => isRequired);
        const parts = this.#parts(required, ({ name, field: ref }) => {
          return `${JSON.stringify(name)}: ${this.write(ref(), `${indent}  `)}`;
        });
        return this.#bracketed('{', parts, '}', indent);
      }
      case 'array':
        return this.#items([], field.item, field.least, indent);
      case 'tuple': {
        const { items, rest, least } = field;
        const count = items.length > MOST.items ? least : Math.max(items.length, least);
        return this.#items(
          items,
          typeof rest === 'function' ? rest : undefined,
          rest === 'none' ? Math.min(count, items.length) : count,
          indent,
        );
      }
      case 'choice':
        return field.options[0] ?? 'null';
      case 'union': {
        const branch = this.#wayOut(field.branches) ?? field.branches[0]?.field();
        return branch === undefined ? 'null' : this.write(branch, indent);
      }
      case 'string':
      case 'number':
      case 'integer':
      case 'boolean':
      case 'null':
      case 'any':
      case 'raw':
        return emptyText(field);
    }
  }

  /** The first branch that neither leads back here nor is beyond a form. */
  #wayOut(branches: readonly Branch[]): Field | undefined {
    for (const { field: ref } of branches) {
      const branch = ref();
      if (branch.kind !== 'raw' && !this.#within.has(branch)) return branch;
    }
    return undefined;
  }

  #items(listed: readonly FieldRef[], rest: FieldRef | undefined, least: number, indent: string): string {
    const count = Math.min(least, MOST.items);
    if (count < least) this.leftOut.add(`A list asks for ${least} items; ${count} are written.`);
    const places = Array.from({ length: count }, (_, at) => listed[at] ?? rest);
    const parts = this.#parts(places, (ref) =>
      ref === undefined ? 'null' : this.write(ref(), `${indent}  `),
    );
    return this.#bracketed('[', parts, ']', indent);
  }

  /** Stops where the whole is long enough, so that wide and deep together end too. */
  #parts<One>(list: readonly One[], write: (one: One) => string): string[] {
    const parts: string[] = [];
    for (const one of list) {
      if (this.#values >= MOST.values) {
        this.leftOut.add('More values are required than are written here.');
        break;
      }
      this.#values++;
      parts.push(write(one));
    }
    return parts;
  }

  #bracketed(open: string, parts: string[], close: string, indent: string): string {
    if (parts.length === 0) return open + close;
    const text = this.#isMultiline
      ? `${open}\n${parts.map((part) => `${indent}  ${part}`).join(',\n')}\n${indent}${close}`
      : `${open}${parts.join(', ')}${close}`;
    return text;
  }

  #hasRoom(text: string): boolean {
    // The first one is what was asked for, however long.
    if (this.#characters > 0 && this.#characters + text.length > MOST.characters) {
      this.leftOut.add('Defaults are longer than is written here.');
      return false;
    }
    this.#characters += text.length;
    return true;
  }

  #stop(field: Field, why: string): string {
    if (field.isNullable) return 'null';
    this.leftOut.add(why);
    return emptyText(field);
  }
}

/** The shortest JSON text of its kind, whether the schema allows it or not. */
export function emptyText(field: Field): string {
  switch (field.kind) {
    case 'object':
      return '{}';
    case 'array':
    case 'tuple':
      return '[]';
    case 'string':
      return '""';
    case 'number':
    case 'integer':
      return '0';
    case 'boolean':
      return 'false';
    case 'choice':
      return field.options[0] ?? 'null';
    case 'null':
    case 'any':
    case 'raw':
    case 'union':
      return 'null';
  }
}

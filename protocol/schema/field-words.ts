import { clip, listed, plural } from './bounds.ts';
import type { Field } from './field.ts';

/** `string`, `array of string or null`, `enum`, `one of 3`: what kind of value is meant. Looks at most one field further. */
export function typeWords(field: Field): string {
  return field.isNullable ? `${kindWords(field, true)} or null` : kindWords(field, true);
}

function kindWords(field: Field, looksFurther: boolean): string {
  switch (field.kind) {
    case 'array': {
      if (field.item === undefined || !looksFurther) return 'array';
      const item = field.item();
      return item.kind === 'any' ? 'array' : `array of ${kindWords(item, false)}`;
    }
    case 'tuple':
      return `tuple of ${field.items.length}`;
    case 'choice':
      return field.options.length === 1 ? 'constant' : 'enum';
    case 'union':
      return `one of ${field.branches.length}`;
    case 'raw':
      return 'unknown';
    case 'object':
    case 'string':
    case 'number':
    case 'integer':
    case 'boolean':
    case 'null':
    case 'any':
      return field.kind;
  }
}

/** Constraints, options and the default on one line; `` when there are none. */
export function constraintWords(field: Field): string {
  const words = [...own(field), ...field.constraints];
  if (field.fallback !== undefined) words.push(`default ${clip(field.fallback, 80)}`);
  if (field.isDeprecated) words.push('deprecated');
  return words.join(', ');
}

function own(field: Field): string[] {
  switch (field.kind) {
    case 'object': {
      const count = plural(field.properties.length, 'property', 'properties');
      return field.extra.kind === 'none'
        ? [count, 'no others']
        : field.properties.length === 0
          ? []
          : [count];
    }
    case 'choice':
      return [listed(field.options, field.options.length, 8)];
    case 'union':
      return [
        listed(
          field.branches.map(({ words }) => words),
          field.branches.length,
          4,
        ),
      ];
    case 'tuple':
      return field.rest === 'none' ? ['no further items'] : [];
    case 'raw':
      return [field.why];
    case 'array':
    case 'string':
    case 'number':
    case 'integer':
    case 'boolean':
    case 'null':
    case 'any':
      return [];
  }
}

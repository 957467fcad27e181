import type { JsonNode } from '../json/document.ts';
import { stringOf } from '../json/value.ts';
import { clip } from './bounds.ts';
import type { Part } from './gather.ts';
import { valuesOf } from './gather.ts';
import type { Reading } from './reading.ts';
import type { TypeName } from './types.ts';

/** `1 to 50`, `at least 1`, `more than 0`: the limits of a part in words, numbers as they stand. */
export function limitWords(reading: Reading, part: Part, type: TypeName): string[] {
  const { of } = part.keywords;
  const number = (name: string): string | undefined => {
    const node = of.get(name);
    return node?.kind === 'number' ? clip(reading.textOf(node), 40) : undefined;
  };
  const words: string[] = [];
  const between = (least: string, most: string, one: string, many: string): void => {
    const [from, to] = [number(least), number(most)];
    const unit = (count: string): string => (many === '' ? '' : ` ${count === '1' ? one : many}`);
    if (from !== undefined && from === to) words.push(`exactly ${from}${unit(from)}`);
    else if (from !== undefined && to !== undefined) words.push(`${from} to ${to}${unit(to)}`);
    else if (from !== undefined) words.push(`at least ${from}${unit(from)}`);
    else if (to !== undefined) words.push(`at most ${to}${unit(to)}`);
  };
  switch (type) {
    case 'object':
      between('minProperties', 'maxProperties', 'property', 'properties');
      break;
    case 'array':
      between('minItems', 'maxItems', 'item', 'items');
      if (of.get('uniqueItems')?.kind === 'true') words.push('no item twice');
      break;
    case 'string': {
      between('minLength', 'maxLength', 'character', 'characters');
      const pattern = stringOf(reading.document, of.get('pattern'));
      if (pattern !== undefined) words.push(`pattern ${clip(pattern)}`);
      break;
    }
    case 'number':
    case 'integer': {
      // In draft 4 `exclusiveMinimum: true` sharpens `minimum`.
      const isAbove = of.get('exclusiveMinimum')?.kind === 'true';
      const isBelow = of.get('exclusiveMaximum')?.kind === 'true';
      if (isAbove || isBelow) {
        const [from, to] = [number('minimum'), number('maximum')];
        if (from !== undefined) words.push(`${isAbove ? 'more than' : 'at least'} ${from}`);
        if (to !== undefined) words.push(`${isBelow ? 'less than' : 'at most'} ${to}`);
      } else between('minimum', 'maximum', '', '');
      const [above, below] = [number('exclusiveMinimum'), number('exclusiveMaximum')];
      if (above !== undefined) words.push(`more than ${above}`);
      if (below !== undefined) words.push(`less than ${below}`);
      const step = number('multipleOf');
      if (step !== undefined) words.push(`a multiple of ${step}`);
      break;
    }
    case 'boolean':
    case 'null':
  }
  const format = stringOf(reading.document, of.get('format'));
  if (format !== undefined) words.push(`format ${clip(format, 60)}`);
  for (const name of ['contentEncoding', 'contentMediaType']) {
    const content = stringOf(reading.document, of.get(name));
    if (content !== undefined) words.push(`holds ${clip(content, 60)}`);
  }
  if (of.get('readOnly')?.kind === 'true') words.push('read only');
  if (of.get('writeOnly')?.kind === 'true') words.push('write only');
  return words;
}

/** The greatest of a counting keyword over all parts; 0 where none is given. */
export function leastCount(reading: Reading, parts: readonly Part[], name: string): number {
  const counts = valuesOf(parts, name).map((node) =>
    node.kind === 'number' ? Number(reading.textOf(node)) : 0,
  );
  return Math.max(0, ...counts);
}

/** JSON text of a number inside the limits: 0 where it fits, else the limit nearest to it, as it stands in the schema. */
export function startNumber(reading: Reading, parts: readonly Part[], isInteger: boolean): string {
  const texts = (name: string): string[] =>
    valuesOf(parts, name).flatMap((node: JsonNode) => (node.kind === 'number' ? [reading.textOf(node)] : []));
  const has = (name: string): boolean => valuesOf(parts, name).some(({ kind }) => kind === 'true');
  const least = [
    ...texts('minimum').map((text) => ({ text, isOut: has('exclusiveMinimum') })),
    ...texts('exclusiveMinimum').map((text) => ({ text, isOut: true })),
  ];
  const most = [
    ...texts('maximum').map((text) => ({ text, isOut: has('exclusiveMaximum') })),
    ...texts('exclusiveMaximum').map((text) => ({ text, isOut: true })),
  ];
  const step = Number(texts('multipleOf')[0] ?? (isInteger ? 1 : 0));
  const fits = (text: string): boolean => {
    const value = Number(text);
    return (
      least.every((limit) => (limit.isOut ? value > Number(limit.text) : value >= Number(limit.text))) &&
      most.every((limit) => (limit.isOut ? value < Number(limit.text) : value <= Number(limit.text))) &&
      (!isInteger || !Number.isFinite(value) || Number.isInteger(value)) &&
      (!(step > 0) || !Number.isFinite(value) || isMultiple(value, step))
    );
  };
  const finite = (limits: { text: string }[]): number[] =>
    limits.map(({ text }) => Number(text)).filter((value) => Number.isFinite(value));
  const from = Math.max(...finite(least));
  const to = Math.min(...finite(most));
  const onStep = (value: number, by: number): number =>
    step > 0 ? (by > 0 ? Math.floor(value / step) + 1 : Math.ceil(value / step) - 1) * step : value + by;
  const made = [
    ...(Number.isFinite(from) ? [step > 0 ? Math.ceil(from / step) * step : from, onStep(from, 1)] : []),
    ...(Number.isFinite(to) ? [step > 0 ? Math.floor(to / step) * step : to, onStep(to, -1)] : []),
    ...(Number.isFinite(from) && Number.isFinite(to) ? [(from + to) / 2] : []),
  ];
  const candidates = [
    '0',
    ...least.map(({ text }) => text),
    ...most.map(({ text }) => text),
    ...made.map(textOfNumber),
  ];
  return candidates.find(fits) ?? '0';
}

function isMultiple(value: number, step: number): boolean {
  const times = value / step;
  return Math.abs(times - Math.round(times)) < 1e-9 * Math.max(1, Math.abs(times));
}

/** JSON has the same number texts as JavaScript, but for what is no number. */
function textOfNumber(value: number): string {
  if (!Number.isFinite(value)) return '0';
  return Object.is(value, -0) ? '0' : String(Number.isInteger(value) ? value : Number(value.toPrecision(15)));
}

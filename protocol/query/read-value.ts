import type { Field } from './field.ts';
import type { Operator, Value } from './query.ts';

/** A value as it stands in the text; quotes and escapes are taken off already. */
export interface RawValue {
  text: string;
  isQuoted: boolean;
}

export type ReadValue = { ok: true; value: Value } | { ok: false; message: string; expected: string[] };

const DURATION = /^(\d{1,12}(?:\.\d{1,6})?)(us|µs|ms|s|m|min|h|d)?$/i;
const SIZE = /^(\d{1,15}(?:\.\d{1,6})?)(b|k|kb|kib|m|mb|mib|g|gb|gib)?$/i;
const CLOCK = /^(\d{1,2}):(\d{2})(?::(\d{2}))?$/;
const MOMENT = /^\d{4}-\d{2}-\d{2}(?:[T_ ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:\d{2})?)?$/i;

const MS: Record<string, number> = {
  us: 0.001,
  µs: 0.001,
  ms: 1,
  s: 1e3,
  m: 6e4,
  min: 6e4,
  h: 3.6e6,
  d: 8.64e7,
};
const BYTES: Record<string, number> = { b: 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3 };

/** Reads what stands after the operator, as the field wants it. */
export function readValue(field: Field, operator: Operator, raw: RawValue): ReadValue {
  if (raw.text === '') return wrong(`${field.name}${operator} needs a value`, field.examples);
  switch (field.value) {
    case 'word':
      return word(raw, operator);
    case 'text':
    case 'id':
      return { ok: true, value: { kind: 'word', text: raw.text, isPrefix: false } };
    case 'choice':
      return choice(field, raw.text);
    case 'number':
      if (/^\d{1,15}$/.test(raw.text)) return number(Number(raw.text));
      return wrong(`${field.name} takes a whole number`, field.examples);
    case 'duration':
      return measure(field, DURATION, raw.text, (unit) => MS[unit] ?? 1);
    case 'size':
      return measure(field, SIZE, raw.text, (unit) => BYTES[unit.slice(0, 1)] ?? 1);
    case 'status':
      return status(field, raw.text);
    case 'time':
      return time(field, raw.text);
  }
}

function word(raw: RawValue, operator: Operator): ReadValue {
  const isPrefix = !raw.isQuoted && operator === ':' && raw.text.length > 1 && raw.text.endsWith('*');
  const text = isPrefix ? raw.text.slice(0, -1) : raw.text;
  return { ok: true, value: { kind: 'word', text, isPrefix } };
}

function choice(field: Field, text: string): ReadValue {
  const names = (field.choices ?? []).map((one) => one.name);
  const name = names.find((one) => one === text.toLowerCase());
  if (name !== undefined) return { ok: true, value: { kind: 'choice', name } };
  return { ok: false, message: `${field.name} is one of ${names.join(', ')}`, expected: names };
}

function measure(field: Field, form: RegExp, text: string, factor: (unit: string) => number): ReadValue {
  const match = form.exec(text);
  if (match === null) return wrong(`${field.name} takes a number with a unit`, field.examples);
  return number(Number(match[1]) * factor((match[2] ?? '').toLowerCase()));
}

function status(field: Field, text: string): ReadValue {
  const hundreds = /^([1-9])xx$/i.exec(text);
  if (hundreds !== null) {
    const from = Number(hundreds[1]) * 100;
    return { ok: true, value: { kind: 'range', from, to: from + 99 } };
  }
  if (!/^\d{3}$/.test(text))
    return wrong('status takes three digits, or a class such as 4xx', field.examples);
  return { ok: true, value: { kind: 'range', from: Number(text), to: Number(text) } };
}

function time(field: Field, text: string): ReadValue {
  const clock = CLOCK.exec(text);
  if (clock !== null) {
    const [hour, minute, second] = [Number(clock[1]), Number(clock[2]), Number(clock[3] ?? 0)];
    if (hour < 24 && minute < 60 && second < 60)
      return { ok: true, value: { kind: 'clock', hour, minute, second } };
  } else if (MOMENT.test(text)) {
    const iso = text.replace(/^(.{10})[_ ]/, '$1T').toUpperCase();
    if (!Number.isNaN(Date.parse(iso))) return { ok: true, value: { kind: 'moment', iso } };
  } else {
    const ago = DURATION.exec(text);
    if (ago?.[2] !== undefined)
      return { ok: true, value: { kind: 'ago', ms: Number(ago[1]) * (MS[ago[2].toLowerCase()] ?? 1) } };
  }
  return wrong(
    `${field.name} takes a time of day, a date with or without a time, or how long ago`,
    field.examples,
  );
}

function number(value: number): ReadValue {
  return { ok: true, value: { kind: 'number', value } };
}

function wrong(message: string, examples: readonly string[]): ReadValue {
  return { ok: false, message, expected: [...examples] };
}

import { Ajv, type ErrorObject, type Options, type ValidateFunction } from 'ajv';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { CheckedValue, Complaint } from '../../protocol/craft.ts';
import { formatPointer, parsePointer } from '../../protocol/json/pointer.ts';
import { linearPatterns } from './linear-patterns.ts';

const MOST_COMPLAINTS = 50;
const MOST_HELD = 20;
const LONGEST_WORDS = 300;

interface Compiled {
  validate: ValidateFunction;
  /** Patterns that are not checked. */
  leftOut: Set<string>;
}

/**
 * Checks values against schemas of servers. Runs in a thread of its own: a schema may take any time and
 * memory, and whoever started the thread ends it. JSON Schema 2020-12 unless `$schema` names a draft before.
 */
export class Checker {
  #held = new Map<string, Compiled>();

  /** `key` names the schema: the same key is always the same text. */
  check(key: string, schemaText: string, pointer: string, valueText: string): CheckedValue {
    let value: unknown;
    try {
      value = JSON.parse(valueText);
    } catch (error) {
      return notChecked(`The value is not JSON (${messageOf(error)}).`);
    }
    let compiled = this.#held.get(key);
    if (compiled === undefined) {
      const made = compile(schemaText, pointer);
      if ('words' in made) return notChecked(made.words);
      compiled = made;
      this.#held.set(key, made);
      const [oldest] = this.#held.keys();
      if (this.#held.size > MOST_HELD && oldest !== undefined) this.#held.delete(oldest);
    }
    return run(compiled, value);
  }
}

function run({ validate, leftOut }: Compiled, value: unknown): CheckedValue {
  let isValid: boolean;
  try {
    isValid = validate(value);
  } catch (error) {
    // RangeError: the schema refers to itself, or the value is nested deeper than the stack.
    return notChecked(`The check did not come to an end: ${messageOf(error)}.`);
  }
  const errors = validate.errors ?? [];
  const patterns = [...leftOut].slice(0, 3).map((pattern) => JSON.stringify(pattern.slice(0, 60)));
  return {
    state: isValid ? 'valid' : 'invalid',
    complaints: isValid ? [] : errors.slice(0, MOST_COMPLAINTS).map(complaintOf),
    more: isValid ? 0 : Math.max(0, errors.length - MOST_COMPLAINTS),
    ...(patterns.length > 0 && {
      words: `Not checked, because they do not run in linear time or are too long: pattern ${patterns.join(', ')}.`,
    }),
  };
}

function compile(schemaText: string, pointer: string): Compiled | { words: string } {
  let schema: unknown;
  try {
    schema = at(JSON.parse(schemaText), pointer);
  } catch (error) {
    return { words: `The schema is not JSON (${messageOf(error)}).` };
  }
  if (schema === undefined) return { words: `There is no schema at ${pointer}.` };
  if (typeof schema !== 'boolean' && (typeof schema !== 'object' || schema === null || Array.isArray(schema)))
    return { words: 'The schema is neither an object nor true or false.' };
  const leftOut = new Set<string>();
  try {
    return { validate: ajvFor(schema, leftOut).compile(schema), leftOut };
  } catch (error) {
    return { words: `The schema cannot be used: ${messageOf(error)}.` };
  }
}

function ajvFor(schema: object | boolean, leftOut: Set<string>): Ajv {
  const options: Options = {
    // Unknown keywords and formats are a server's right; a warning on the console is nobody's.
    strict: false,
    logger: false,
    allErrors: true,
    // `constructor` and `__proto__` are there in every object; only what the value itself holds counts.
    ownProperties: true,
    verbose: false,
    addUsedSchema: false,
    validateSchema: false,
    unicodeRegExp: false,
    code: { regExp: linearPatterns(leftOut) },
  };
  const draft = dialectOf(schema);
  const ajv =
    draft === 'old' ? new Ajv(options) : draft === '2019' ? new Ajv2019(options) : new Ajv2020(options);
  addFormats.default(ajv);
  return ajv;
}

function dialectOf(schema: object | boolean): 'old' | '2019' | '2020' {
  const named = typeof schema === 'object' && '$schema' in schema ? String(schema.$schema) : '';
  if (/draft-0[3-7]/.test(named)) return 'old';
  return named.includes('2019-09') ? '2019' : '2020';
}

function complaintOf({ instancePath, keyword, message, params }: ErrorObject): Complaint {
  const { missingProperty, additionalProperty, unevaluatedProperty } = params as Record<string, unknown>;
  const property = missingProperty ?? additionalProperty ?? unevaluatedProperty;
  const path = parsePointer(instancePath) ?? [];
  const isMissing = typeof missingProperty === 'string';
  const isExtra = !isMissing && typeof property === 'string';
  const pointer = formatPointer(typeof property === 'string' ? [...path, property] : path);
  const words = isMissing
    ? 'is required'
    : isExtra
      ? 'is not allowed here'
      : `${message ?? keyword}${detail(keyword, params as Record<string, unknown>)}`;
  return { pointer: pointer.slice(0, 1000), keyword, words: words.slice(0, LONGEST_WORDS) };
}

function detail(keyword: string, params: Record<string, unknown>): string {
  const value =
    keyword === 'enum' ? params['allowedValues'] : keyword === 'const' ? params['allowedValue'] : undefined;
  return value === undefined ? '' : `: ${JSON.stringify(value).slice(0, 200)}`;
}

function at(root: unknown, pointer: string): unknown {
  let value = root;
  for (const step of parsePointer(pointer) ?? []) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Record<string, unknown>)[step];
  }
  return value;
}

export function notChecked(words: string): CheckedValue {
  return { state: 'not-checked', complaints: [], more: 0, words: words.slice(0, LONGEST_WORDS) };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

// What every server with a schema validator in front of its tools does: arguments that its own schema forbids are
// refused before the tool sees them. Knows the words of JSON Schema that the sinks here use, and nothing else.

const IS = {
  string: (value) => typeof value === 'string',
  number: (value) => Number.isFinite(value),
  integer: (value) => Number.isSafeInteger(value),
  boolean: (value) => typeof value === 'boolean',
  array: (value) => Array.isArray(value),
  object: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  null: (value) => value === null,
};

const FORMATS = {
  date: (text) => /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`)),
};

export function check(schema, value, at = 'arguments') {
  const wrong = (says) => new Error(`${at}: ${says}`);
  const types = [schema.type ?? []].flat();
  if (types.length > 0 && !types.some((type) => IS[type](value))) throw wrong(`is no ${types.join(' or ')}`);
  if (schema.enum !== undefined && !schema.enum.includes(value)) throw wrong('is none of those offered');
  if (typeof value === 'string') {
    const { length } = value;
    if (length < (schema.minLength ?? 0) || length > (schema.maxLength ?? Infinity)) throw wrong('length');
    if (schema.format !== undefined && FORMATS[schema.format]?.(value) === false) throw wrong(schema.format);
  }
  if (
    typeof value === 'number' &&
    (value < (schema.minimum ?? -Infinity) || value > (schema.maximum ?? Infinity))
  )
    throw wrong('is out of range');
  if (Array.isArray(value)) {
    if (value.length < (schema.minItems ?? 0) || value.length > (schema.maxItems ?? Infinity))
      throw wrong('items');
    if (
      schema.uniqueItems === true &&
      new Set(value.map((item) => JSON.stringify(item))).size !== value.length
    )
      throw wrong('repeats itself');
    if (schema.items !== undefined) value.forEach((item, n) => check(schema.items, item, `${at}/${n}`));
  } else if (IS.object(value)) {
    for (const name of schema.required ?? [])
      if (!Object.hasOwn(value, name)) throw wrong(`${name} is missing`);
    for (const [name, inner] of Object.entries(schema.properties ?? {}))
      if (Object.hasOwn(value, name)) check(inner, value[name], `${at}/${name}`);
  }
  return value;
}

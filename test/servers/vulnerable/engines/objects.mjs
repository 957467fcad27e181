// Objects put together and reached into by names from outside: as it stands in many packages, and as it should.
const isObject = (value) => value !== null && typeof value === 'object' && !Array.isArray(value);

/** As it stands in many packages: every key is followed. */
export function merge(into, from, isKept = () => true) {
  for (const key of Object.keys(from)) {
    if (!isKept(key)) continue;
    if (isObject(from[key]) && into[key] !== undefined) merge(into[key], from[key], isKept);
    else into[key] = from[key];
  }
  return into;
}

/** The ordinary fix: own keys only, and none of the three that lead out of an object. */
export function mergeOwn(into, from) {
  for (const [key, value] of Object.entries(from)) {
    if (['__proto__', 'constructor', 'prototype'].includes(key)) continue;
    if (isObject(value) && Object.hasOwn(into, key) && isObject(into[key])) mergeOwn(into[key], value);
    else into[key] = value;
  }
  return into;
}

/** The texts in a value, without the names they stand under. */
export function leavesOf(value) {
  if (typeof value !== 'object' || value === null) return [String(value)];
  return Object.values(value).flatMap(leavesOf);
}

export function setByPath(into, path, value, isSafe) {
  const keys = path.split('.');
  const last = keys.pop();
  let place = into;
  for (const key of keys) {
    if (isSafe && !Object.hasOwn(place, key)) place[key] = Object.create(null);
    place = place[key] ??= {};
  }
  if (isSafe && !isObject(place)) throw new Error('Not a place');
  place[last] = value;
}

export function readForm(form, make) {
  const into = make();
  for (const part of form.split('&')) {
    const [name, value = ''] = part.split('=');
    const keys = name.split(/[[\]]+/).filter((key) => key !== '');
    const last = keys.pop();
    let place = into;
    for (const key of keys) {
      place[key] ??= make();
      if (typeof place[key] !== 'object') place[key] = make();
      place = place[key];
    }
    if (last !== undefined) place[last] = value;
  }
  return into;
}

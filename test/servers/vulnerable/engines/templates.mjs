// Template languages as packages have them: what stands between the marks is JavaScript, made into a function.

/** EJS, ERB: `<%= … %>`, `<% … %>`. */
export function renderTags(template, values) {
  let body = 'let out = "";';
  let from = 0;
  for (const found of template.matchAll(/<%(=?)([^]*?)%>/g)) {
    body += `out += ${JSON.stringify(template.slice(from, found.index))};`;
    body += found[1] === '=' ? `out += (${found[2]});` : `${found[2]};`;
    from = found.index + found[0].length;
  }
  body += `out += ${JSON.stringify(template.slice(from))}; return out;`;
  return run(body, values);
}

/** `{{ … }}`, `${ … }`: one expression each. */
export function renderExpressions(template, values, marks = /\{\{([^]*?)\}\}/g) {
  return template.replace(marks, (_, expression) => String(run(`return (${expression});`, values)));
}

const FILTERS = { upper: (text) => String(text).toUpperCase(), length: (text) => String(text).length };

/** As Jinja and its kin: `{{ name }}`, `{{ 2 * price | upper }}`. Nothing of JavaScript is reached. */
export function renderFilters(template, values) {
  return template.replace(/\{\{([^]*?)\}\}/g, (_, inside) => {
    const [expression, ...filters] = inside.split('|').map((part) => part.trim());
    const worked = worth(expression, values);
    return String(filters.reduce((value, name) => FILTERS[name](value), worked));
  });
}

/** Names and numbers with operations between them, from left to right. */
function worth(expression, values) {
  const parts = expression.match(/[A-Za-z_]\w*|\d+(?:\.\d+)?|[-+*/]/g) ?? [];
  const one = (part) => (/^\d/.test(part) ? Number(part) : (values[part] ?? ''));
  let result = one(parts[0] ?? '');
  for (let at = 1; at + 1 < parts.length; at += 2) {
    const other = one(parts[at + 1]);
    const [sign] = parts[at];
    result =
      sign === '*'
        ? result * other
        : sign === '/'
          ? result / other
          : sign === '-'
            ? result - other
            : result + other;
  }
  return result;
}

function run(body, values) {
  // eslint-disable-next-line no-new-func -- as the packages do it: that is the flaw
  return new Function(...Object.keys(values), body)(...Object.values(values));
}

/** `str.format` of Python: fields by number or name, attributes and items of what they stand for, `!r`, width and fill. */
export function formatPython(template, given, named = {}) {
  let next = 0;
  return template.replace(
    /\{\{|\}\}|\{(\w*)((?:\.\w+|\[[^\]]*\])*)(?:!([rsa]))?(?::([^{}]*))?\}/g,
    (whole, field, way, conversion, spec) => {
      if (whole === '{{' || whole === '}}') return whole[0];
      let value = field === '' ? given[next++] : /^\d+$/.test(field) ? given[Number(field)] : named[field];
      if (value === undefined)
        throw new Error(field === '' || /^\d+$/.test(field) ? 'IndexError' : `KeyError: '${field}'`);
      for (const [, attribute, item] of (way ?? '').matchAll(/\.(\w+)|\[([^\]]*)\]/g)) {
        value = value[attribute ?? item];
        if (value === undefined) throw new Error(`AttributeError: ${attribute ?? item}`);
      }
      const text = conversion === 'r' && typeof value === 'string' ? `'${value}'` : String(value);
      return padded(text, spec ?? '');
    },
  );
}

function padded(text, spec) {
  const [, fill = ' ', align = '<', width = '0'] = /^(?:(.)(?=[<>^]))?([<>^])?(\d+)?s?$/s.exec(spec) ?? [];
  const missing = Math.max(0, Math.min(Number(width), 10_000) - text.length);
  if (align === '>') return fill.repeat(missing) + text;
  const before = align === '^' ? Math.floor(missing / 2) : 0;
  return fill.repeat(before) + text + fill.repeat(missing - before);
}

/** A label without its `xn--` (RFC 3492 section 6.2); undefined when it is none. At most 63 characters, as in DNS. */
export function decodePunycode(label: string): string | undefined {
  if (label.length > 63) return undefined;
  const cut = label.lastIndexOf('-');
  const out = cut > 0 ? [...label.slice(0, cut)].map((c) => c.charCodeAt(0)) : [];
  let at = cut > 0 ? cut + 1 : 0;
  let code = 128;
  let bias = 72;
  for (let i = 0; at < label.length; i++) {
    const before = i;
    for (let weight = 1, k = 36; ; k += 36) {
      const digit = digitOf(label.charCodeAt(at++));
      if (digit === undefined) return undefined;
      i += digit * weight;
      const threshold = k <= bias ? 1 : k >= bias + 26 ? 26 : k - bias;
      if (digit < threshold) break;
      weight *= 36 - threshold;
      if (i > 0x7fffffff || weight > 0x7fffffff) return undefined;
    }
    const length = out.length + 1;
    bias = adapted(i - before, length, before === 0);
    code += Math.floor(i / length);
    i %= length;
    if (code > 0x10ffff) return undefined;
    out.splice(i, 0, code);
  }
  return String.fromCodePoint(...out);
}

function digitOf(c: number): number | undefined {
  if (c >= 0x61 && c <= 0x7a) return c - 0x61;
  if (c >= 0x41 && c <= 0x5a) return c - 0x41;
  return c >= 0x30 && c <= 0x39 ? c - 0x30 + 26 : undefined;
}

function adapted(delta: number, length: number, isFirst: boolean): number {
  let rest = isFirst ? Math.floor(delta / 700) : delta >> 1;
  rest += Math.floor(rest / length);
  let k = 0;
  for (; rest > 455; k += 36) rest = Math.floor(rest / 35);
  return k + Math.floor((36 * rest) / (rest + 38));
}

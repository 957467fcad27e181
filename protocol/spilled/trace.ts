/** A frame of a trace, one line each; no line is read beyond 400 characters. */
const FRAMES: readonly { language: string; shape: RegExp }[] = [
  { language: 'Python', shape: /^\s{0,8}File "[^"]{1,300}", line \d{1,7}/ },
  { language: 'Java', shape: /^\s{0,8}at [\w$.<>/]{3,200}\([\w$]{1,80}\.(?:java|kt|scala|groovy):\d{1,7}\)/ },
  {
    language: '.NET',
    shape: /^\s{0,8}at [\w.<>`+]{1,150}\.[\w<>]{1,80}\([^()]{0,200}\)(?: in [^\n]{1,200}:line \d{1,7}|$)/,
  },
  { language: 'Node', shape: /^\s{0,8}at (?:[^()]{1,200}\()?[^()\s]{1,300}:\d{1,7}:\d{1,7}\)?/ },
  { language: 'Go', shape: /^\t[^\s]{1,300}\.go:\d{1,7}(?: \+0x[0-9a-f]{1,16})?/ },
  { language: 'Ruby', shape: /^\s{0,8}(?:from )?[^\s:]{1,300}\.rb:\d{1,7}:in / },
  { language: 'PHP', shape: /^\s{0,8}#\d{1,4} [^\s(]{1,300}\.php\(\d{1,7}\): / },
  { language: 'Rust', shape: /^\s{0,20}at [^\s]{1,300}\.rs:\d{1,7}(?::\d{1,5})?$/ },
];
const LEAST = 2;

export interface Trace {
  language: string;
  count: number;
  from: number;
  to: number;
}

/** The first language of which there are enough frames. */
export function traceIn(text: string): Trace | undefined {
  const seen = FRAMES.map(({ language }): Trace => ({ language, count: 0, from: 0, to: 0 }));
  for (let from = 0; from < text.length;) {
    const end = text.indexOf('\n', from);
    const to = end === -1 ? text.length : end;
    const line = text.slice(from, Math.min(to, from + 400)).trimEnd();
    if (line.length > 8)
      for (const [at, { shape }] of FRAMES.entries()) {
        if (!shape.test(line)) continue;
        const trace = seen[at]!;
        if (trace.count++ === 0) trace.from = from;
        trace.to = from + line.length;
        break;
      }
    from = to + 1;
  }
  return seen.find(({ count }) => count >= LEAST);
}

import { below, worded, type FieldComparer } from './comparer.ts';
import { quoted } from '../../support/words.ts';
import { compareAny } from './other.ts';
import { compareProse } from './prose.ts';

/** Who a server says it is. Its instructions are prose, its capabilities and all else are other. */
export const server: FieldComparer = {
  subject: 'server',
  takes: (section, field) => section === 'server' && field === 'serverInfo',
  compare({ called, pointer, before, after }, report) {
    for (const name of new Set([...(before?.members.keys() ?? []), ...(after?.members.keys() ?? [])])) {
      const [was, is] = [before?.member(name), after?.member(name)];
      if (was?.text === is?.text) continue;
      const sides = { pointer: below(pointer, name), before: was, after: is };
      if (name === 'version')
        report({
          ...sides,
          kind: 'version-changed',
          severity: 'low',
          says: `The server says it is version ${worded(is)}; it was ${worded(was)}. What changed with it is for review.`,
        });
      else if (name === 'name')
        report({
          ...sides,
          kind: 'field-changed',
          severity: 'medium',
          says: `The server calls itself ${worded(is)}; it was ${worded(was)}.`,
        });
      else if (name === 'description' || name === 'title')
        compareProse(
          { what: `The ${name} of ${called}`, severity: name === 'title' ? 'low' : 'medium', ...sides },
          report,
        );
      else compareAny({ what: `${quoted(name, 60)} of ${called}`, severity: 'low', ...sides }, report);
    }
  },
};

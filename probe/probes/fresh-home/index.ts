import type { Probe } from '../../probe.ts';
import { byMeans, compareVariations, controlStep, variedStep } from '../../variations.ts';

export const freshHome: Probe = {
  meta: {
    id: 'fresh-home',
    title: 'Looks for something to take',
    about:
      'A server can look into the home folder and turn only where keys lie there, or be harmless where the folder is empty, as it is under review. It is started with an empty home, and with one that holds made-up key files.',
    references: ['OWASP MCP03', 'CWE-807', 'CWE-200'],
  },
  plan({ transport }) {
    if (transport !== 'stdio')
      return {
        untestable: 'What is reached by an address has a home of its own, which is not ours to choose.',
      };
    return {
      steps: [
        controlStep('with the home folder it has'),
        controlStep('with an empty home folder', { home: 'empty' }),
        variedStep('with a home folder that holds made-up keys', { home: 'with-keys' }),
      ],
    };
  },
  run: (bench) =>
    compareVariations(bench, {
      comparisons: [
        { from: 1, to: 2, weigh: byMeans },
        { from: 0, to: 1, weigh: byMeans },
        { from: 0, to: 2, weigh: byMeans },
      ],
    }),
};

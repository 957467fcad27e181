import { importRules } from './scripts/lint/import-rules.mjs';

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    ...importRules.map((rule) => ({ ...rule, severity: 'error' })),
    {
      name: 'no-circles',
      severity: 'error',
      comment:
        'These files import each other in a circle, so none can be read, tested or moved alone. Pull the part both need into a file of its own, or pass it in.',
      from: { pathNot: '^node_modules/' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'resolves',
      severity: 'error',
      comment: 'This import leads nowhere. Correct the path (with its .ts extension), or add the package.',
      from: { pathNot: '^node_modules/' },
      to: { couldNotResolve: true, pathNot: '^node:sqlite$|\\?' },
    },
  ],
  options: {
    exclude: { path: '(^|/)dist/' },
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.node.json' },
    extraExtensionsToScan: ['.css'],
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['svelte', 'types', 'import', 'node', 'default'],
      extensions: ['.ts', '.mjs', '.js', '.svelte', '.d.ts', '.json'],
    },
  },
};

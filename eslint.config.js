import { defineConfig } from 'eslint/config';
import svelte from 'eslint-plugin-svelte';
import tseslint from 'typescript-eslint';
import { projectPlugin } from './scripts/lint/project-plugin.mjs';

const TS = ['**/*.ts'];
const SVELTE = ['**/*.svelte', '**/*.svelte.ts'];
const TESTS = ['**/*.test.ts', '**/*.spec.ts', 'test/**'];
const PURE = ['protocol/**', 'inspect/**', 'fuzz/**'];

const only = (selector, message) => ({ selector, message });

/** Reads of the world that a pure folder takes as arguments instead. */
const IMPURE = [
  only(
    'CallExpression[callee.object.name="Date"][callee.property.name="now"]',
    'This folder is pure: take the time as an argument, so that the same input gives the same output.',
  ),
  only(
    'NewExpression[callee.name="Date"][arguments.length=0]',
    'This folder is pure: take the time as an argument, so that the same input gives the same output.',
  ),
  only(
    'CallExpression[callee.object.name="Math"][callee.property.name="random"]',
    'This folder is pure: take a seeded random function as an argument, so that every run replays.',
  ),
  only(
    'CallExpression[callee.object.name="performance"]',
    'This folder is pure: take the time as an argument, so that the same input gives the same output.',
  ),
];
const SINGLETON = only(
  ':matches(Program, Program > ExportNamedDeclaration) > VariableDeclaration[kind="let"]',
  'A variable of the module is shared by everything in the process, tests included. Put it in a class or closure that bridge/core.ts constructs and passes in.',
);
const LISTEN = only(
  'CallExpression[callee.name=/^create(Secure)?(Server|Socket)$/], CallExpression[callee.property.name=/^create(Secure)?Server$/]',
  'Only bridge/listen/, the bridge’s own server in bridge/api/ and the local socket in bridge/platform/ wait for connections. Ask them for a socket.',
);
const HTML = [
  'innerHTML',
  'outerHTML',
  'insertAdjacentHTML',
  'srcdoc',
  'createContextualFragment',
  'setHTMLUnsafe',
].map((property) => ({
  property,
  message: 'Text from a server must never become markup. Set textContent, or let Svelte write the text.',
}));
const ENVIRONMENT = ['env', 'argv', 'argv0', 'execArgv'].map((property) => ({
  object: 'process',
  property,
  message:
    'Only bridge/start.ts and cli/ read the environment and the arguments. Take the value as an argument.',
}));
const NETWORK = ['fetch', 'WebSocket', 'EventSource', 'XMLHttpRequest', 'WebTransport'].map((name) => ({
  name,
  message:
    'Only web/connection talks to the bridge, and nothing may use it towards a target: fetch drops headers and hides bytes. Use web/connection in the page and a transport in the bridge.',
}));
const GLOBAL_NETWORK = NETWORK.flatMap(({ name: property, message }) =>
  ['window', 'globalThis', 'self'].map((object) => ({ object, property, message })),
);
const BEACON = {
  object: 'navigator',
  property: 'sendBeacon',
  message: 'The page talks to nobody but the bridge, through web/connection.',
};

/** For this tree; the test of the rules plants violations in a tree of its own. */
export function lintRules(root) {
  return defineConfig(
    { ignores: ['**/node_modules/**', 'dist/**', 'test-results/**', 'playwright-report/**', 'coverage/**'] },
    {
      plugins: { project: projectPlugin },
      settings: { projectRoot: root },
      linterOptions: { reportUnusedDisableDirectives: 'error' },
    },
    {
      files: ['**/*.{ts,mjs,js,svelte}'],
      rules: {
        'project/import-zones': 'error',
        'project/name-after-subject': 'error',
        'project/disable-has-reason': 'error',
        'project/empty-catch-names-its-error': 'error',
        eqeqeq: 'error',
        'no-var': 'error',
        'prefer-const': 'error',
        'no-eval': 'error',
        'no-new-func': 'error',
        'no-script-url': 'error',
        'no-unreachable': 'error',
        'no-constant-condition': ['error', { checkLoops: false }],
        'no-fallthrough': 'error',
        'no-self-assign': 'error',
        'no-unsafe-finally': 'error',
        'no-proto': 'error',
        'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx'], location: 'anywhere' }],
        'max-lines': ['error', { max: 300 }],
      },
    },
    { files: TESTS, rules: { 'max-lines': ['error', { max: 500 }] } },
    { files: ['test/servers/hostile-strings/**'], rules: { 'no-script-url': 'off' } },

    ...tseslint.configs.recommended.map((config) => ({ ...config, files: [...TS, ...SVELTE] })),
    {
      files: [...TS, ...SVELTE],
      languageOptions: {
        parserOptions: {
          project: ['tsconfig.node.json', 'tsconfig.flows.json', 'tsconfig.pure.json', 'tsconfig.web.json'],
          tsconfigRootDir: root,
          extraFileExtensions: ['.svelte'],
        },
      },
      rules: {
        '@typescript-eslint/no-explicit-any': 'error',
        '@typescript-eslint/no-floating-promises': 'error',
        '@typescript-eslint/no-misused-promises': 'error',
        '@typescript-eslint/await-thenable': 'error',
        '@typescript-eslint/only-throw-error': 'error',
        '@typescript-eslint/prefer-promise-reject-errors': 'error',
        '@typescript-eslint/no-unnecessary-type-assertion': 'error',
        '@typescript-eslint/no-for-in-array': 'error',
        '@typescript-eslint/no-implied-eval': 'error',
        '@typescript-eslint/no-array-delete': 'error',
        '@typescript-eslint/no-base-to-string': 'error',
        '@typescript-eslint/no-unsafe-assignment': 'error',
        '@typescript-eslint/no-unsafe-return': 'error',
        '@typescript-eslint/switch-exhaustiveness-check': [
          'error',
          { considerDefaultExhaustiveForUnions: true },
        ],
        '@typescript-eslint/consistent-type-imports': 'error',
        '@typescript-eslint/no-unused-vars': [
          'error',
          { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrors: 'none' },
        ],
        'no-restricted-properties': ['error', ...ENVIRONMENT],
        'no-restricted-globals': ['error', ...NETWORK],
        'no-console': 'error',
      },
    },
    { files: PURE, ignores: TESTS, rules: { 'no-restricted-syntax': ['error', SINGLETON, ...IMPURE] } },
    {
      files: ['bridge/**', 'probe/**'],
      ignores: TESTS,
      rules: { 'no-restricted-syntax': ['error', SINGLETON, LISTEN] },
    },
    {
      files: ['bridge/{listen,api,platform}/**'],
      ignores: TESTS,
      rules: { 'no-restricted-syntax': ['error', SINGLETON] },
    },
    { files: ['bridge/core.ts', 'bridge/start.ts', 'cli/**'], rules: { 'no-restricted-properties': 'off' } },
    { files: ['cli/**'], rules: { 'no-console': 'off' } },
    {
      files: [...TESTS, 'scripts/**', '*.config.ts'],
      rules: {
        'no-restricted-properties': 'off',
        'no-restricted-globals': 'off',
        'no-console': 'off',
        // What a test reads from JSON it compares at once.
        '@typescript-eslint/no-unsafe-assignment': 'off',
        '@typescript-eslint/no-unsafe-return': 'off',
      },
    },

    ...svelte.configs['flat/recommended'],
    {
      files: SVELTE,
      languageOptions: {
        parserOptions: {
          parser: tseslint.parser,
          project: ['tsconfig.web.json'],
          tsconfigRootDir: root,
          extraFileExtensions: ['.svelte'],
        },
      },
      rules: {
        // State here is $state.raw: a Map is replaced when it changes, never watched from inside.
        'svelte/prefer-svelte-reactivity': 'off',
        // Knows that $props() and $derived() are declared with let.
        'prefer-const': 'off',
        'svelte/prefer-const': 'error',
        'svelte/no-at-html-tags': 'error',
        'svelte/no-target-blank': 'error',
        'svelte/button-has-type': 'error',
      },
    },
    {
      files: ['web/**'],
      ignores: TESTS,
      rules: {
        'no-restricted-properties': ['error', ...HTML, ...GLOBAL_NETWORK, BEACON],
        'no-restricted-globals': ['error', ...NETWORK],
      },
    },
    {
      files: ['web/connection/**'],
      rules: { 'no-restricted-globals': 'off', 'no-restricted-properties': ['error', ...HTML] },
    },
  );
}

export default lintRules(import.meta.dirname);

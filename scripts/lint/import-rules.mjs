// Who may import whom, and which folder holds which power. One table, read by dependency-cruiser and,
// as a second net that also sees type-only imports inside .svelte files, by ESLint.
// A rule forbids `from` → `to`; paths are relative to the project, packages are `node_modules/NAME/…`,
// Node's own modules are bare (`fs`). `$1` in `to` is the first group of `from.path`.
import { builtinModules } from 'node:module';

const TESTS = '\\.test\\.ts$';
const OUTSIDE = '^(test|scripts)/|^[^/]+$';

const packages = (...names) => `^(node_modules/)?(${names.join('|')})(/|$)`;
const builtins = (...names) => `^(node:)?(${names.join('|')})(/|$)`;
const ANY_BUILTIN = builtins(
  ...builtinModules.filter((name) => !name.startsWith('_') && !name.includes(':')),
  'sqlite',
);

/** @type {{ name: string, comment: string, from: { path?: string, pathNot?: string }, to: { path?: string, pathNot?: string } }[]} */
export const importRules = [
  {
    name: 'protocol-imports-nothing',
    comment:
      'protocol/ declares the shapes that cross a boundary and runs everywhere, so it imports only itself and zod/mini. Move what needs more to the folder that uses it.',
    from: { path: '^protocol/', pathNot: TESTS },
    to: { pathNot: `^protocol/|${packages('zod/mini')}` },
  },
  {
    name: 'inspect-is-pure',
    comment:
      'inspect/ is pure: same frames, same findings. It imports protocol/ and engines without I/O; give it what it needs as an argument.',
    from: { path: '^inspect/', pathNot: TESTS },
    to: { pathNot: `^(inspect|protocol)/|${packages('zod/mini', 're2js', 'fflate', 'yaml')}` },
  },
  {
    name: 'fuzz-is-pure',
    comment:
      'fuzz/ turns a template and a seed into cases and nothing else, so that every case replays. Sending them is bridge/runs; hand results in as values.',
    from: { path: '^fuzz/', pathNot: TESTS },
    to: { pathNot: `^(fuzz|protocol)/|${packages('zod/mini', 're2js', 'fast-check')}` },
  },
  {
    name: 'probe-sees-only-a-dialer',
    comment:
      'A probe reaches its target through the Dialer it is given, so that everything it sends is recorded and limited. Extend the Dialer instead of importing a transport or Node.',
    from: { path: '^probe/', pathNot: TESTS },
    to: { pathNot: `^(probe|protocol)/|${packages('zod/mini')}` },
  },
  {
    name: 'no-rule-imports-a-rule',
    comment:
      'Rules stand alone, so that one can be added or taken out without touching another. Put what two of them share in inspect/support/<subject>.ts.',
    from: { path: '^inspect/rules/([^/]+)/' },
    to: { path: '^inspect/rules/', pathNot: '^inspect/rules/$1/' },
  },
  {
    name: 'rules-hang-on-the-engine',
    comment:
      'rule.ts, views/ and support/ are what rules are made of; they know no rule. Turn the import round, or pass the rule in.',
    from: { path: '^inspect/(rule\\.ts$|views/|support/)' },
    to: { path: '^inspect/rules/' },
  },
  {
    name: 'bridge-knows-no-front',
    comment:
      'The bridge serves any front. What cli/ or web/ should get goes through bridge/index.ts, the api or the stream; hand in a callback where the bridge has to tell something.',
    from: { path: '^bridge/' },
    to: { path: '^(cli|web)/' },
  },
  {
    name: 'bridge-parts-stay-apart',
    comment:
      'transport, journal and stream never import each other: each can be replaced alone. bridge/pipeline.ts joins them; shapes they share belong in protocol/.',
    from: { path: '^bridge/(transport|journal|stream)/', pathNot: TESTS },
    to: { path: '^bridge/(transport|journal|stream)/', pathNot: '^bridge/$1/' },
  },
  {
    name: 'parts-are-handed-in',
    comment:
      'Only bridge/core.ts (with inspecting.ts, reviewing.ts and probing.ts) and bridge/start.ts construct, and nothing inside the bridge imports them back. Take what you need as a constructor argument.',
    from: { path: '^bridge/[^/]+/' },
    to: {
      path: '^bridge/(core|core-options|inspecting|reviewing|probing|start|headless|index|pipeline)\\.ts$',
    },
  },
  {
    name: 'cli-uses-the-front-door',
    comment:
      'cli/ sees of the bridge only bridge/index.ts (and of the rest only protocol/): the commands must work through the same door as any other front. Export it there if it is missing.',
    from: { path: '^cli/', pathNot: TESTS },
    to: { path: '^(bridge/(?!index\\.ts$)|web/|inspect/|fuzz/|probe/)' },
  },
  {
    name: 'page-imports-pure-code-only',
    comment:
      'The page runs beside hostile text and has to load fast: of ours it imports web/, protocol/ and inspect/views/ only. Everything else it asks the bridge for, through web/connection.',
    from: { path: '^web/' },
    to: { path: `^(bridge|cli|fuzz|probe|test|scripts)/|^inspect/(?!views/)` },
  },
  {
    name: 'page-has-no-node',
    comment: 'There is no Node in the page. Ask the bridge for it through web/connection.',
    from: { path: '^web/', pathNot: TESTS },
    to: { path: ANY_BUILTIN },
  },
  {
    name: 'connection-comes-first',
    comment:
      'web/connection speaks to the bridge and knows nothing of what is shown. Return values or take a callback; state imports connection, not the other way round.',
    from: { path: '^web/connection/' },
    to: { path: '^web/(state|views|components)/' },
  },
  {
    name: 'state-draws-nothing',
    comment:
      'web/state holds what the views show and knows no view or component. Keep pure functions that both need beside the state.',
    from: { path: '^web/state/' },
    to: { path: '^web/(views|components)/' },
  },
  {
    name: 'views-ask-state',
    comment:
      'Views act through the verbs of web/state, which own loading, errors and order. Add a method there.',
    from: { path: '^web/views/' },
    to: { path: '^web/connection/' },
  },
  {
    name: 'components-know-no-state',
    comment:
      'A component gets everything as props and tells by callbacks, so that every view can use it. Import the state in the view and pass values down.',
    from: { path: '^web/components/' },
    to: { path: '^web/(connection|state|views)/' },
  },
  {
    name: 'body-is-pure',
    comment:
      'web/body turns bytes into lines and marks and runs in a worker, where there is no page. Pass it bytes and options, and let a view draw what it returns.',
    from: { path: '^web/body/' },
    to: { path: '^web/(connection|state|views|components)/' },
  },
  {
    name: 'practice-stands-alone',
    comment:
      'The practice server harms nobody whatever is called: of Node it has files, paths and random numbers, and of ours nothing. Make things up in memory instead.',
    from: { path: '^demo/' },
    to: { pathNot: `^demo/|${builtins('fs', 'os', 'path', 'crypto')}` },
  },
  {
    name: 'tests-are-not-shipped',
    comment: 'test/ and scripts/ are not part of the product. Move what the product needs out of them.',
    from: { path: '^(protocol|inspect|fuzz|probe|bridge|cli|web)/', pathNot: TESTS },
    to: { path: '^(test|scripts)/' },
  },
  {
    name: 'only-stdio-and-platform-spawn',
    comment:
      'Starting a process is what an attacker wants most: only bridge/transport/stdio.ts, its watchdog and bridge/platform/ may. Use the stdio transport, or add a named function to bridge/platform/.',
    from: { pathNot: `${OUTSIDE}|${TESTS}|^bridge/transport/(stdio|watchdog)[^/]*\\.ts$|^bridge/platform/` },
    to: { path: builtins('child_process', 'cluster') },
  },
  {
    name: 'only-transport-and-listen-open-sockets',
    comment:
      'Bytes to and from a target go through bridge/transport/ (recorded), waiting sockets live in bridge/listen/ or are the bridge’s own server. Send through the session instead.',
    from: { pathNot: `${OUTSIDE}|${TESTS}|^bridge/(transport|listen|api|stream|platform)/` },
    to: { path: builtins('net', 'tls', 'http', 'https', 'http2', 'dgram', 'dns') },
  },
  {
    name: 'only-journal-touches-sqlite',
    comment:
      'SQLite is an index that can be thrown away; only bridge/journal/ knows it. Ask the Journal interface.',
    from: { pathNot: `${OUTSIDE}|${TESTS}|^bridge/journal/` },
    to: { path: `${builtins('sqlite')}|${packages('node-sqlite3-wasm')}` },
  },
  {
    name: 'only-api-imports-hono',
    comment:
      'Routes are registered in bridge/api/, where every one has a class and a guard. Write the work as a plain function and let a route call it.',
    from: { pathNot: `${OUTSIDE}|${TESTS}|^bridge/api/` },
    to: { path: packages('hono', '@hono/[^/]+') },
  },
  {
    name: 'only-stream-imports-ws',
    comment:
      'The stream owns the sockets to the pages. Publish through it; the page’s own end is web/connection.',
    from: { pathNot: `${OUTSIDE}|${TESTS}|^bridge/stream/` },
    to: { path: packages('ws') },
  },
  {
    name: 'only-the-page-draws',
    comment: 'Svelte and its components belong to web/. Return values and let a view show them.',
    from: { pathNot: `${OUTSIDE}|${TESTS}|^web/` },
    to: { path: packages('svelte', 'bits-ui', 'virtua', '@fontsource-variable/[^/]+') },
  },
  {
    name: 'editor-comes-late',
    comment:
      'Monaco is larger than the rest of the page together, and sets what it may do before it is evaluated: only web/editor/ imports it, behind load-editor.ts. Show texts with web/editor/TextEditor.svelte.',
    from: { pathNot: `${OUTSIDE}|${TESTS}|^web/editor/` },
    to: { path: packages('monaco-editor') },
  },
  {
    name: 'editor-knows-no-state',
    comment:
      'The editor gets its text as a prop and tells by callbacks, as every component. Import the state in the view and pass values down.',
    from: { path: '^web/editor/' },
    to: { path: '^web/(connection|state|views)/' },
  },
  {
    name: 'nothing-evaluates',
    comment:
      'Nothing from a target is ever evaluated, and no module of ours can: node:vm, node:repl and node:inspector are not used anywhere. Parse the text instead.',
    from: { pathNot: '^node_modules/' },
    to: { path: builtins('vm', 'repl', 'inspector') },
  },
  {
    name: 'mcp-sdk-is-for-tests',
    comment:
      'The SDKs drop, round and refuse what a debugger must show, so the session has its own requester. They serve as real servers in test/.',
    from: { pathNot: `${OUTSIDE}|${TESTS}` },
    to: { path: packages('@modelcontextprotocol/(?!core|client)[^/]+') },
  },
  {
    name: 'zod-is-mini',
    comment: 'zod/mini does the same and keeps the page small. Import * as z from "zod/mini".',
    from: { pathNot: '^test/' },
    to: { path: '^(node_modules/)?zod(/(?!mini)|$)' },
  },
];

const one = (pattern, groups) => new RegExp(pattern.replaceAll('$1', groups?.[1] ?? '$1'));

/** The rules that `from` → `to` breaks; both as paths described above. */
export function brokenRules(from, to) {
  return importRules.filter((rule) => {
    const groups = rule.from.path === undefined ? [] : new RegExp(rule.from.path).exec(from);
    if (groups === null) return false;
    if (rule.from.pathNot !== undefined && new RegExp(rule.from.pathNot).test(from)) return false;
    if (rule.to.path !== undefined && !one(rule.to.path, groups).test(to)) return false;
    return rule.to.pathNot === undefined || !one(rule.to.pathNot, groups).test(to);
  });
}

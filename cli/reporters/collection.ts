import type { CallResult, CollectionRun } from '../../protocol/collection/run.ts';
import type { Collecting } from '../collection-options.ts';
import { safeJson } from '../safe-json.ts';
import { escaped, quoted } from './xml.ts';

/** A run of a collection in one of its forms. Texts quote the server: the terminal they are printed on makes every line harmless. */
export function collectionLines(
  format: Collecting['format'],
  run: CollectionRun,
  session: number | undefined,
): Iterable<string> {
  switch (format) {
    case 'text':
      return asText(run, session);
    case 'json':
      return [safeJson(JSON.stringify({ exit: exitCodeOf(run), ...run }))];
    case 'junit':
      return asJunit(run);
  }
}

/** 1: a call did not come to what was expected. 2: none did so, and not all could be run. */
export function exitCodeOf({ state, failed, notRun, total, results }: CollectionRun): 0 | 1 | 2 {
  if (failed > 0) return 1;
  return state === 'done' && notRun === 0 && results.length === total ? 0 : 2;
}

const MARKS = { passed: 'ok  ', failed: 'FAIL', 'not-run': 'not run' } as const;

function* asText(run: CollectionRun, session: number | undefined): Generator<string> {
  for (const result of run.results) {
    const { verdict, failures, problem, request, ms } = result;
    const took = ms === undefined ? '' : ` (${Math.ceil(ms)} ms)`;
    yield `${MARKS[verdict]} ${titleOf(result)}${took}`;
    for (const { expected, got } of failures) {
      yield `       expected ${expected}`;
      yield `       got      ${got}`;
    }
    if (problem !== undefined)
      yield `       ${problem.message}${problem.hint === undefined ? '' : ` ${problem.hint}`}`;
    if (verdict === 'failed' && request !== undefined && session !== undefined)
      yield `       session ${session}, frame ${request}`;
  }
  const { passed, failed, notRun, total, results } = run;
  const left = total - results.length;
  yield `${run.name}: ${passed} of ${total} passed, ${failed} failed${notRun + left > 0 ? `, ${notRun + left} not run` : ''}`;
}

function titleOf({ folder, name }: CallResult): string {
  return folder === '' ? name : `${folder} / ${name}`;
}

function* asJunit(run: CollectionRun): Generator<string> {
  const { name, total, failed, passed, results } = run;
  yield '<?xml version="1.0" encoding="UTF-8"?>';
  yield '<testsuites name="mcp-sec-inspect collection">';
  yield `  <testsuite name=${quoted(name)} tests="${total}" failures="${failed}" errors="${total - failed - passed}" skipped="0">`;
  for (const result of results) yield* caseText(result, name);
  if (results.length < total) {
    const left = total - results.length;
    yield '    <testcase classname="mcp-sec-inspect" name="runs to its end">';
    yield `      <error type="stopped" message="${left} calls were not run"/>`;
    yield '    </testcase>';
  }
  yield '  </testsuite>';
  yield '</testsuites>';
}

function* caseText(result: CallResult, collection: string): Generator<string> {
  const { name, folder, verdict, failures, problem, ms } = result;
  const className = folder === '' ? collection : `${collection}.${folder}`;
  const time = ms === undefined ? '' : ` time="${(ms / 1000).toFixed(3)}"`;
  const head = `    <testcase classname=${quoted(className)} name=${quoted(name)}${time}`;
  if (verdict === 'passed') {
    yield `${head}/>`;
    return;
  }
  yield `${head}>`;
  if (problem !== undefined)
    yield `      <error type=${quoted(problem.code)} message=${quoted(problem.message)}/>`;
  const [first] = failures;
  if (first !== undefined) {
    yield `      <failure type="expectation" message=${quoted(`expected ${first.expected}; got ${first.got}`)}>`;
    for (const { expected, got } of failures) yield `        ${escaped(`expected ${expected}; got ${got}`)}`;
    yield '      </failure>';
  }
  yield '    </testcase>';
}

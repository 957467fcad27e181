import type { Report, Statement, TargetReport } from '../report.ts';
import { escaped, quoted } from './xml.ts';

/** A test case for each item: those of the lock file, and those that are new. */
export function* asJunit({ targets }: Report): Generator<string> {
  yield '<?xml version="1.0" encoding="UTF-8"?>';
  yield '<testsuites name="mcp-sec-inspect verify">';
  for (const target of targets) yield* suiteOf(target);
  yield '</testsuites>';
}

interface Case {
  className: string;
  name: string;
  statements: Statement[];
}

function* suiteOf({ target, statements, items, problem }: TargetReport): Generator<string> {
  const cases = new Map<string, Case>();
  const caseOf = (item: Statement['item']): Case => {
    const key = JSON.stringify([item?.section, item?.name, item?.nth]);
    const known = cases.get(key);
    if (known !== undefined) return known;
    const which = item !== undefined && item.nth > 1 ? ` #${item.nth}` : '';
    const fresh: Case = {
      className: item === undefined ? target : `${target}.${item.section}`,
      name: item === undefined ? 'is in the lock file' : `${item.name}${which}`,
      statements: [],
    };
    cases.set(key, fresh);
    return fresh;
  };
  // What was never looked at is no test that passed.
  if (problem === undefined) for (const { item } of items) caseOf(item);
  for (const statement of statements) caseOf(statement.item).statements.push(statement);
  const all = [...cases.values()];
  const failures = all.filter((one) => one.statements.some(({ fails }) => fails)).length;
  const errors = problem === undefined ? 0 : 1;
  yield `  <testsuite name=${quoted(target)} tests="${all.length + errors}" failures="${failures}" errors="${errors}" skipped="0">`;
  if (problem !== undefined) {
    yield `    <testcase classname=${quoted(target)} name="can be checked">`;
    yield `      <error type=${quoted(problem.code)} message=${quoted(problem.message)}/>`;
    yield '    </testcase>';
  }
  for (const one of all) yield* caseText(one);
  yield '  </testsuite>';
}

function* caseText({ className, name, statements }: Case): Generator<string> {
  const head = `    <testcase classname=${quoted(className)} name=${quoted(name)}`;
  if (statements.length === 0) {
    yield `${head}/>`;
    return;
  }
  yield `${head}>`;
  const tag = statements.some(({ fails }) => fails) ? 'failure' : 'system-out';
  const [first] = statements;
  const about = `type=${quoted(first!.kind)} message=${quoted(`${first!.severity}: ${first!.says}`)}`;
  yield `      <${tag}${tag === 'failure' ? ` ${about}` : ''}>`;
  for (const { severity, kind, says } of statements)
    yield `        ${escaped(`${severity} ${kind}: ${says}`)}`;
  yield `      </${tag}>`;
  yield '    </testcase>';
}

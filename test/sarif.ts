import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';

const require = createRequire(import.meta.url);

/** What of a SARIF 2.1.0 log our tests look at. */
export interface SarifRun {
  tool: { driver: { rules: { id: string }[] } };
  invocations: { executionSuccessful: boolean; exitCode: number }[];
  results: {
    ruleId: string;
    ruleIndex: number;
    level: string;
    message: { text: string };
    partialFingerprints: Record<string, string>;
    locations: {
      physicalLocation: { artifactLocation: { uri: string }; region: { startLine: number } };
    }[];
  }[];
}

/** The only run of a log, or an error that says where it breaks the published schema. */
export function readSarif(text: string): SarifRun {
  const schema = JSON.parse(
    readFileSync(require.resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'), 'utf8'),
  ) as Record<string, unknown>;
  // It is draft 4, which differs from 7 in the name of its own address only where this one uses it.
  delete schema['id'];
  delete schema['$schema'];
  const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
  formats.default(ajv);
  const isValid = ajv.compile(schema);
  const log = JSON.parse(text) as { runs: SarifRun[] };
  if (!isValid(log)) throw new Error(`no valid SARIF: ${ajv.errorsText(isValid.errors)}`);
  if (isValid({ ...log, runs: [{ ...log.runs[0], results: [{ level: 'dreadful' }] }] }))
    throw new Error('the schema takes whatever it is given');
  return log.runs[0]!;
}

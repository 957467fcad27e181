import { expect, it } from 'vitest';
import type { ArchiveClaims } from '../../protocol/archive.ts';
import type { Finding } from '../../protocol/finding.ts';
import { MADE_UP_FINDING } from '../../test/archive/finding.ts';
import { claimsCompared } from './claims-compared.ts';

const at = (from: number, more: Partial<Finding> = {}): Finding => ({
  ...MADE_UP_FINDING,
  ...more,
  evidence: [{ ...MADE_UP_FINDING.evidence[0]!, from, to: from + 4 }],
});

it('tells by rule and place what of a file is found here too, whatever its fingerprint', () => {
  const claims: ArchiveClaims = {
    ...{ target: 'x', by: '1', masked: true, chain: '' },
    findings: [
      { kind: 'finding', finding: at(10, { severity: 'low' }), count: 1 },
      { kind: 'finding', finding: at(20, { severity: 'critical', fingerprint: 'masked-1' }), count: 2 },
      { kind: 'finding', finding: at(30, { rule: '__proto__', severity: 'medium' }), count: 1 },
    ],
  };
  const here = [at(20, { fingerprint: 'of-here' }), at(30), at(40)];
  const { counts, findings, more } = claimsCompared(claims, here);
  expect(counts).toEqual({ file: 3, here: 3, both: 1 });
  expect(more).toBe(0);
  expect(findings.map(({ severity, isHere }) => [severity, isHere])).toEqual([
    ['critical', true],
    ['medium', false],
    ['low', false],
  ]);
});

import type { Finding } from '../../protocol/finding.ts';

/** A finding as a rule makes one. */
export const MADE_UP_FINDING: Finding = {
  id: 'provider-token/1/ab12',
  fingerprint: 'f00dcafe5eed',
  rule: 'provider-token',
  family: 'secret',
  severity: 'high',
  confidence: 'firm',
  title: 'A token',
  says: 'It says so.',
  evidence: [{ frame: 2, part: 'payload', from: 0, to: 4 }],
};

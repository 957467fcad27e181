import type { Severity } from '../../../protocol/finding.ts';

/** One kind of credential, as its issuer writes it. Tokens of a provider that cannot be told from any other run of letters are not here. */
export interface Provider {
  /** With its article. */
  readonly what: string;
  /** What every such token begins with, or has in it. */
  readonly marks: readonly string[];
  /** Where the token does not begin with the mark: how many characters before it. */
  readonly back?: readonly number[];
  /** What also has to stand within 300 characters before it. */
  readonly near?: string;
  /** The whole token. Lengths are bounded, so that matching is linear. */
  readonly shape: RegExp;
  readonly severity: Severity;
  /** Whether the token proves itself. `required`: what does not fit was made up. */
  readonly check?: { fits(token: string): boolean; isRequired: boolean };
  readonly note?: string;
}

import { answered, exchange, type Examples } from '../../example.ts';
import { awsKeyId, jsonWebToken, randomLetters } from '../../support/secrets/made-up.ts';

const aws = {
  Code: 'Success',
  Type: 'AWS-HMAC',
  AccessKeyId: awsKeyId().replace('AKIA', 'ASIA'),
  SecretAccessKey: randomLetters(40),
  Token: randomLetters(200),
};

export const examples: Examples = {
  fires: [
    {
      why: 'what 169.254.169.254 answered, as text',
      frames: answered(JSON.stringify(aws, null, 2)),
      at: '/result/content/0/text',
      bytes: 'SecretAccessKey',
      severity: 'critical',
    },
    {
      why: 'the same as structured content',
      frames: exchange('tools/call', { content: [], structuredContent: { role: aws } }),
      at: '/result/structuredContent/role/SecretAccessKey',
      bytes: aws.SecretAccessKey,
    },
    {
      why: 'a managed identity',
      frames: answered(
        JSON.stringify({
          access_token: jsonWebToken({ aud: 'https://vault.azure.net' }),
          expires_on: '1790000000',
          resource: 'https://vault.azure.net',
          token_type: 'Bearer',
        }),
      ),
    },
  ],
  quiet: [
    {
      why: 'the manual’s sample',
      frames: answered(
        JSON.stringify({ ...aws, SecretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' }),
      ),
    },
    { why: 'names without values', frames: answered('It has "AccessKeyId", "SecretAccessKey" and "Token".') },
    {
      why: 'an ordinary login is a token, not a machine’s role',
      frames: answered(
        JSON.stringify({ access_token: randomLetters(40), token_type: 'Bearer', expires_in: 3600 }),
      ),
    },
    {
      why: 'a key id alone is a provider’s token',
      frames: answered(JSON.stringify({ AccessKeyId: aws.AccessKeyId })),
    },
  ],
};

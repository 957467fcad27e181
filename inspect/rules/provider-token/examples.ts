import {
  answered,
  described,
  exchange,
  failed,
  resource,
  stderr,
  tools,
  type Examples,
} from '../../example.ts';
import { awsKeyId, githubToken, hexDigits, randomLetters } from '../../support/secrets/made-up.ts';

const id = awsKeyId();

export const examples: Examples = {
  fires: [
    {
      why: 'a classic GitHub token whose checksum fits',
      frames: answered(`Cloned with ${githubToken()} from the cache.`),
      at: '/result/content/0/text',
      bytes: githubToken(),
      severity: 'critical',
    },
    {
      why: 'an npm token in the default of a schema',
      frames: tools({
        inputSchema: {
          type: 'object',
          properties: { auth: { type: 'string', default: githubToken('npm_') } },
        },
      }),
      at: '/result/tools/0/inputSchema/properties/auth/default',
      severity: 'critical',
    },
    {
      why: 'a checksum that does not fit is said to be made up',
      frames: answered(`${githubToken().slice(0, -1)}_ and ghp_${randomLetters(36)}`),
      severity: 'low',
    },
    {
      why: 'an AWS key id, which opens nothing by itself',
      frames: described(`Signs with ${id} by default.`),
      bytes: id,
      severity: 'medium',
    },
    {
      why: 'the secret beside its id',
      frames: answered(
        `[default]\naws_access_key_id = ${id}\naws_secret_access_key = ${randomLetters(40)}\n`,
      ),
    },
    {
      why: 'a live Stripe key in an error',
      frames: failed('tools/call', { code: -32000, message: `401 for sk_${'live'}_${randomLetters(24)}` }),
    },
    {
      why: 'a test key moves no money',
      frames: answered(`sk_${'test'}_${randomLetters(24)}`),
      severity: 'low',
    },
    {
      why: 'a Slack webhook',
      frames: resource({
        text: `https://hooks.slack.com/services/T${'04KMR7QX2'}/B${'05PLZ81WN'}/${randomLetters(24)}`,
      }),
      severity: 'high',
    },
    {
      why: 'a bot token begins before its mark',
      frames: answered(`bot 7193025846:AA${randomLetters(33)}`),
      bytes: '7193025846:AA',
    },
    {
      why: 'an Anthropic key in structured content',
      frames: exchange('tools/call', {
        content: [],
        structuredContent: { value: `sk-ant-api03-${randomLetters(93)}` },
      }),
    },
    { why: 'a DigitalOcean token', frames: answered(`dop_v1_${hexDigits(64)}`) },
    {
      why: 'a storage key in a connection string',
      frames: answered(
        `DefaultEndpointsProtocol=https;AccountName=shop;AccountKey=${randomLetters(86)}==;EndpointSuffix=core.windows.net`,
      ),
    },
  ],
  quiet: [
    { why: 'the sample key of the AWS manual', frames: answered(`AKIAIOSFODNN7${'EXAMPLE'}`) },
    { why: 'a place to put a token', frames: described(`Needs ghp_${'x'.repeat(36)} or ghp_YOUR_TOKEN.`) },
    {
      why: 'a prefix in prose',
      frames: described('Tokens begin with ghp_, sk-ant- or xoxb-; ids with AKIA.'),
    },
    { why: 'letters in a row', frames: answered('npm_abcdefghijklmnopqrstuvwxyz0123456789') },
    { why: 'too short', frames: answered(`sk-ant-api03-${randomLetters(20)}`) },
    { why: 'standard error belongs to secret-in-log', frames: [stderr(`using ${githubToken()}`)] },
    { why: 'a longer word that has a prefix in it', frames: answered(`sha${githubToken()}abc`) },
    { why: 'a commit and an image digest', frames: answered(`${hexDigits(40)} sha256:${hexDigits(64)}`) },
  ],
};

import { answered, fromServer, stderr, type Examples } from '../../example.ts';
import { githubToken, jsonWebToken, privateKey, randomLetters } from '../../support/secrets/made-up.ts';

const log = (data: unknown) => fromServer('notifications/message', { level: 'info', data });

export const examples: Examples = {
  fires: [
    {
      why: 'a token in a log notification',
      frames: [log(`using ${githubToken()}`)],
      at: '/params/data',
      bytes: githubToken(),
      severity: 'critical',
    },
    {
      why: 'deep in what was logged',
      frames: [
        log({
          request: {
            headers: { authorization: `Bearer ${jsonWebToken({ iss: 'login.shop.io', sub: 'u1' })}` },
          },
        }),
      ],
      at: '/params/data/request/headers/authorization',
      severity: 'high',
    },
    {
      why: 'on standard error',
      frames: [stderr(`DEBUG key=sk_${'live'}_${randomLetters(24)}\n`)],
      bytes: 'sk_live_',
      severity: 'critical',
    },
    { why: 'a whole key', frames: [stderr(privateKey())] },
    { why: 'a password by its name', frames: [log({ db_password: `Hq7!${'zR2m'}Lk` })], severity: 'medium' },
  ],
  quiet: [
    { why: 'a masked token', frames: [stderr(`using ghp_${'*'.repeat(8)}k2\n`)] },
    {
      why: 'numbers and ids',
      frames: [stderr('2026-01-01T10:00:00Z request 7f3a9c04e8b15d62a0c94fe1837b6d25 took 31 ms\n')],
    },
    { why: 'an answer belongs to the rule for its kind', frames: answered(githubToken()) },
    { why: 'a count of tokens', frames: [log({ tokens: 4096, max_tokens: '16384' })] },
  ],
};

import { answered, described, resource, stderr, type Examples } from '../../example.ts';
import { base64Text } from '../../support/base64.ts';
import { privateKey, randomLetters } from '../../support/secrets/made-up.ts';

const ssh = (cipher: string): string => {
  const bytes = new TextEncoder().encode(
    `openssh-key-v1\0\0\0\0\x04${cipher}\0\0\0\x04none${randomLetters(90)}`,
  );
  return `-----BEGIN OPENSSH PRIVATE KEY-----\n${base64Text(bytes)}\n-----END OPENSSH PRIVATE KEY-----`;
};

export const examples: Examples = {
  fires: [
    {
      why: 'a key in a file that was read',
      frames: resource({ text: `# id\n${privateKey()}\n` }),
      at: '/result/contents/0/text',
      bytes: 'BEGIN PRIVATE KEY',
      severity: 'critical',
    },
    { why: 'an open OpenSSH key', frames: answered(ssh('none')), severity: 'critical' },
    {
      why: 'a service account, where line ends are written out',
      frames: answered(JSON.stringify({ type: 'service_account', private_key: privateKey() })),
      severity: 'critical',
    },
    { why: 'a locked key', frames: answered(privateKey('ENCRYPTED PRIVATE KEY')), severity: 'high' },
    {
      why: 'a head alone',
      frames: described('Paste it with -----BEGIN RSA PRIVATE KEY----- and all its lines.'),
      severity: 'info',
    },
  ],
  quiet: [
    { why: 'a certificate is public', frames: answered(privateKey('CERTIFICATE')) },
    { why: 'so is a public key', frames: answered(privateKey('PUBLIC KEY')) },
    { why: 'words about keys', frames: described('Takes the path of a private key in PEM.') },
    { why: 'standard error belongs to secret-in-log', frames: [stderr(privateKey())] },
  ],
};

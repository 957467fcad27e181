// Certificates made with openssl when a test wants them: an authority, a server it vouches for, a self-signed one.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Certificates {
  /** Path of the authority's certificate, PEM. */
  caFile: string;
  /** For localhost and 127.0.0.1, signed by the authority. */
  signed: { key: string; cert: string };
  /** For the same names, signed by itself. */
  selfSigned: { key: string; cert: string };
  /** Signed by the authority, for another host. */
  elsewhere: { key: string; cert: string };
  /** Lower-case hex SHA-256 of the public key, as openssl computes it. */
  keyOf(cert: string): string;
  remove(): void;
}

export function makeCertificates(): Certificates {
  const folder = mkdtempSync(join(tmpdir(), 'certificates-'));
  const at = (name: string): string => join(folder, name);
  const openssl = (args: string[], input?: string | Buffer): Buffer =>
    execFileSync('openssl', args, {
      cwd: folder,
      stdio: ['pipe', 'pipe', 'ignore'],
      ...(input === undefined ? {} : { input }),
    });
  const key = (name: string): void =>
    void openssl(['ecparam', '-name', 'prime256v1', '-genkey', '-noout', '-out', name]);
  const read = (name: string) => ({
    key: readFileSync(at(`${name}.key`), 'utf8'),
    cert: readFileSync(at(`${name}.crt`), 'utf8'),
  });
  const issue = (name: string, names: string): void => {
    key(`${name}.key`);
    writeFileSync(at(`${name}.ext`), `subjectAltName=${names}\n`);
    openssl(['req', '-new', '-key', `${name}.key`, '-subj', `/CN=${name}`, '-out', `${name}.csr`]);
    openssl([
      'x509',
      '-req',
      '-in',
      `${name}.csr`,
      '-CA',
      'ca.crt',
      '-CAkey',
      'ca.key',
      '-CAcreateserial',
      '-days',
      '2',
      '-extfile',
      `${name}.ext`,
      '-out',
      `${name}.crt`,
    ]);
  };
  const HERE = 'DNS:localhost,DNS:mcp.test,IP:127.0.0.1';
  key('ca.key');
  openssl([
    'req',
    '-x509',
    '-new',
    '-key',
    'ca.key',
    '-subj',
    '/CN=Test authority',
    '-days',
    '2',
    '-out',
    'ca.crt',
  ]);
  issue('signed', HERE);
  issue('elsewhere', 'DNS:other.test');
  key('self.key');
  openssl([
    'req',
    '-x509',
    '-new',
    '-key',
    'self.key',
    '-subj',
    '/CN=localhost',
    '-addext',
    `subjectAltName=${HERE}`,
    '-days',
    '2',
    '-out',
    'self.crt',
  ]);
  return {
    caFile: at('ca.crt'),
    signed: read('signed'),
    selfSigned: read('self'),
    elsewhere: read('elsewhere'),
    keyOf: (cert) => {
      const publicKey = openssl(['x509', '-pubkey', '-noout'], cert);
      const der = openssl(['pkey', '-pubin', '-outform', 'der'], publicKey);
      return openssl(['dgst', '-sha256', '-r'], der).toString().split(' ')[0]!;
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

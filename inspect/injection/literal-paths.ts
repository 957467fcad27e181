import { slots, type Concept, type Slots } from './concepts.ts';

/** Files that hold secrets, and files that are read again at every start; from the full stop or slash on. */
const PATHS: Readonly<Partial<Record<Concept, string>>> = {
  'secret-path':
    '.ssh .env .aws .azure .netrc .npmrc .pypirc .pgpass .my.cnf .git-credentials .gnupg .config/gcloud .config/gh .kube ' +
    '.docker/config.json .cargo/credentials .password-store .vault-token .terraform.d .terraformrc .htpasswd .bash_history .zsh_history ' +
    '.psql_history .mysql_history .python_history .cursor/mcp.json .claude.json .credentials .secrets .boto .s3cfg .dockercfg .electrum ' +
    '.bitcoin .ethereum .mozilla .envrc /etc/passwd /etc/shadow /etc/sudoers /etc/ssl/private /proc/self/environ /run/secrets ' +
    '/var/run/secrets /id_rsa /id_ed25519 /id_ecdsa /id_dsa /login.keychain /wallet.dat /cookies.sqlite /logins.json /credentials.json ' +
    '/secrets.json /secrets.yaml /secrets.yml /secrets.toml /claude_desktop_config.json /service-account.json /kubeconfig /shadow',
  memory:
    '.bashrc .zshrc .zprofile .zshenv .bash_profile .bash_login .profile .cursorrules .cursor/rules .cursor/mcp.json .windsurfrules ' +
    '.clinerules .roorules .claude .gemini .codex .github/copilot-instructions.md .github/workflows .git/hooks .husky .vscode/settings.json ' +
    '.vscode/tasks.json .vscode/mcp.json .mcp.json .config/autostart .config/systemd .config/fish .ssh/authorized_keys .ssh/config ' +
    '/claude.md /agents.md /etc/cron /etc/crontab /etc/profile /etc/rc.local /etc/systemd /launchagents /launchdaemons /mcp.json',
};
/** Key files, whatever they are called. */
const KEY_ENDS = ['.pem', '.pfx', '.p12', '.kdbx', '.ppk', '.keystore', '.jks'];

interface Known {
  readonly written: string;
  readonly low: number;
  readonly high: number;
}

const BY_START = new Map<string, Known[]>();
for (const concept of ['secret-path', 'memory'] as const)
  for (const written of PATHS[concept]!.split(' ')) {
    const start = written.slice(0, 2);
    BY_START.set(start, [...(BY_START.get(start) ?? []), { written, ...slots(concept) }]);
  }

const SECRET_PATH = slots('secret-path');

/**
 * What a path names, at a full stop or a slash that may begin one of them; `isEnding`: a letter stands before it.
 */
export function pathConcepts(text: string, at: number, isEnding: boolean): Slots | undefined {
  if (text[at] === '.' && isEnding)
    return KEY_ENDS.some((end) => text.startsWith(end, at) && !isAlphanumeric(text[at + end.length]))
      ? SECRET_PATH
      : undefined;
  const mark = text[at] === '\\' ? '/' : text[at]!;
  const known = BY_START.get(mark + text[at + 1]!.toLowerCase());
  if (known === undefined) return undefined;
  const here = text
    .slice(at, at + 40)
    .toLowerCase()
    .replaceAll('\\', '/');
  let low = 0;
  let high = 0;
  for (const one of known) {
    if (!here.startsWith(one.written) || isAlphanumeric(here[one.written.length])) continue;
    low |= one.low;
    high |= one.high;
  }
  return low === 0 && high === 0 ? undefined : { low, high };
}

function isAlphanumeric(one: string | undefined): boolean {
  return one !== undefined && /[a-zA-Z0-9]/.test(one);
}

import type { Remark } from '../../protocol/target.ts';

/**
 * Variables a child gets from the bridge without being named. What the MCP SDKs pass (so that a server
 * behaves as it does under real hosts), and what programs need to find their files and speak the person's
 * language: no credentials are kept in any of them. Proxies are left out, because they carry passwords.
 */
const POSIX_ALLOWED = [
  'PATH',
  'HOME',
  'USER',
  'LOGNAME',
  'SHELL',
  'TERM',
  'LANG',
  'LANGUAGE',
  'LC_*',
  'TZ',
  'TMPDIR',
];
/** On Windows sockets, temporary files and child processes fail without the first group. */
const WINDOWS_ALLOWED = [
  'SYSTEMROOT WINDIR SYSTEMDRIVE COMSPEC PATHEXT PATH TEMP TMP',
  'USERNAME USERPROFILE HOMEDRIVE HOMEPATH APPDATA LOCALAPPDATA PROGRAMDATA',
  'PROGRAMFILES PROGRAMFILES(X86) PROGRAMW6432 PROCESSOR_ARCHITECTURE NUMBER_OF_PROCESSORS OS',
].flatMap((group) => group.split(' '));

export type SystemKind = 'posix' | 'windows';

/** The allowed part of an environment. Shell functions exported through it (`() {`) are code and are left out. */
export function allowedVariables(env: NodeJS.ProcessEnv, kind: SystemKind): Record<string, string> {
  const allowed = kind === 'windows' ? WINDOWS_ALLOWED : POSIX_ALLOWED;
  const isAllowed = (name: string): boolean =>
    allowed.includes(kind === 'windows' ? name.toUpperCase() : name) ||
    (kind === 'posix' && name.startsWith('LC_'));
  return Object.fromEntries(
    Object.entries(env).filter((entry): entry is [string, string] => {
      const [name, value] = entry;
      return value !== undefined && isAllowed(name) && !value.startsWith('()');
    }),
  );
}

/** Variables through which a program can be made to run other code, or to talk to somebody else. */
const POWERFUL: [RegExp, Remark['severity'], string][] = [
  [
    /^(LD_PRELOAD|LD_AUDIT|LD_LIBRARY_PATH|DYLD_.*)$/,
    'high',
    'loads other machine code into every program started',
  ],
  [
    /^(NODE_OPTIONS|NODE_PATH|NODE_REPL_EXTERNAL_MODULE|BUN_OPTIONS|DENO_.*)$/,
    'high',
    'makes JavaScript run other code first, or find modules elsewhere',
  ],
  [
    /^(PYTHONSTARTUP|PYTHONPATH|PYTHONHOME|PYTHONINSPECT|PYTHONBREAKPOINT|PYTHONUSERBASE)$/,
    'high',
    'makes Python run or find other code',
  ],
  [
    /^(PERL5LIB|PERL5OPT|PERLLIB|RUBYOPT|RUBYLIB|GEM_.*|BUNDLE_.*|LUA_PATH|LUA_INIT|PHP_INI_SCAN_DIR|PHPRC)$/,
    'high',
    'makes an interpreter run or find other code',
  ],
  [
    /^(JAVA_TOOL_OPTIONS|_JAVA_OPTIONS|JDK_JAVA_OPTIONS|CLASSPATH|DOTNET_STARTUP_HOOKS|CORECLR_.*|COR_.*)$/,
    'high',
    'makes a virtual machine load other code',
  ],
  [
    /^(BASH_ENV|ENV|ZDOTDIR|PROMPT_COMMAND|SHELLOPTS|BASHOPTS|IFS|PS4)$/,
    'high',
    'makes a shell run or read other code',
  ],
  [
    /^(GIT_SSH_COMMAND|GIT_SSH|GIT_EXEC_PATH|GIT_CONFIG.*|GIT_EXTERNAL_DIFF|GIT_PAGER|GIT_EDITOR|GIT_ASKPASS|GIT_PROXY_COMMAND|GIT_TEMPLATE_DIR)$/,
    'high',
    'makes git run another program',
  ],
  [
    /^(SSH_ASKPASS|SUDO_ASKPASS|PAGER|EDITOR|VISUAL|BROWSER|SHELL|COMSPEC)$/,
    'medium',
    'names a program that others start',
  ],
  [
    /^(npm_config_.*|NPM_CONFIG_.*|YARN_.*|PNPM_.*|PIP_.*|UV_.*|CARGO_.*|RUSTC_WRAPPER|GOFLAGS|GOPROXY|GOPRIVATE)$/i,
    'medium',
    'changes where packages come from or what runs when they are installed',
  ],
  [
    /^(NODE_TLS_REJECT_UNAUTHORIZED|PYTHONHTTPSVERIFY|GIT_SSL_NO_VERIFY|NODE_EXTRA_CA_CERTS|SSL_CERT_FILE|SSL_CERT_DIR|REQUESTS_CA_BUNDLE|CURL_CA_BUNDLE)$/,
    'high',
    'changes whose certificates are believed',
  ],
  [/^(https?_proxy|all_proxy|no_proxy|ftp_proxy)$/i, 'medium', 'sends traffic through somebody else'],
  [
    /^(DOCKER_HOST|DOCKER_CONFIG|KUBECONFIG|CONTAINER_HOST)$/,
    'medium',
    'chooses which machine or cluster is acted on',
  ],
  [/^DANGEROUSLY_.*$/, 'high', 'switches off a safety check, says its name'],
  [/^PATH$/i, 'high', 'decides which programs names stand for'],
  [/^PATHEXT$/i, 'high', 'decides which files count as programs'],
  [/^(SYSTEMROOT|WINDIR)$/i, 'high', 'decides where Windows looks for its own programs'],
  [
    /^(HOME|USERPROFILE|XDG_CONFIG_HOME|APPDATA|TMPDIR|TEMP|TMP)$/i,
    'low',
    'moves the folder where settings and credentials are looked for',
  ],
];

/** Said of a variable that a target sets. Such variables are always shown whole. undefined: nothing special. */
export function remarkOnVariable(name: string, kind: SystemKind): Remark | undefined {
  const known = kind === 'windows' ? name.toUpperCase() : name;
  const found = POWERFUL.find(([pattern]) => pattern.test(known));
  return found === undefined ? undefined : { severity: found[1], text: `${name} ${found[2]}.` };
}

import type { Remark } from '../../protocol/target.ts';
import { looksSecret } from './secret-look.ts';

type Severity = Remark['severity'];
type Found = [Severity, string];

const ORDER: Severity[] = ['info', 'low', 'medium', 'high'];

/** What each entry of [command, ...args] should make a person stop at; undefined where there is nothing. */
export function remarkOnArgv(argv: string[]): (Remark | undefined)[] {
  const program = programOf(argv[0] ?? '');
  const special = [...programRules(program, argv), ...fetchedPackage(program, argv)];
  return argv.map((text, at) => {
    const found = [
      ...special.filter((rule) => rule.at === at).map((rule) => rule.found),
      ...anywhere(argv, at),
    ];
    if (text === '' && at === 0) found.push(['high', 'There is no command.']);
    return joined(found);
  });
}

function joined(found: Found[]): Remark | undefined {
  if (found.length === 0) return undefined;
  const sorted = found.toSorted((a, b) => ORDER.indexOf(b[0]) - ORDER.indexOf(a[0]));
  return { severity: sorted[0]![0], text: sorted.map(([, text]) => text).join(' ') };
}

interface Rule {
  at: number;
  found: Found;
}

const programOf = (command: string): string =>
  command
    .replace(/^.*[\\/]/, '')
    .replace(/\.(exe|cmd|bat|com)$/i, '')
    .toLowerCase();

const SHELLS = /^(sh|bash|zsh|dash|fish|ksh|ash|busybox)$/;
const SHELL_TEXT: Found = [
  'high',
  'A shell runs the text that follows: it may start anything, and pipes, redirections and variables act.',
];
const PROGRAM_TEXT: Found = [
  'high',
  'What follows is program text that is run, not a file that can be read first.',
];

/** Options that turn the next argument into code, by program. */
const CODE_FLAGS: [RegExp, RegExp, Found][] = [
  [SHELLS, /^-[a-z]*c$/, SHELL_TEXT],
  [
    /^cmd$/,
    /^\/[ck]$/i,
    ['low', 'cmd.exe runs the text that follows; it reads quotes and % in a way no quoting makes safe.'],
  ],
  [
    /^(powershell|pwsh)$/,
    /^[-/](e|ec|enc|enco\w*)$/i,
    ['high', 'PowerShell runs what follows, encoded so that it cannot be read here.'],
  ],
  [/^(powershell|pwsh)$/, /^[-/](c|command)$/i, SHELL_TEXT],
  [/^(node|bun|tsx|ts-node|electron)$/, /^(-e|--eval|-p|--print|-pe)$/, PROGRAM_TEXT],
  [/^deno$/, /^eval$/, PROGRAM_TEXT],
  [/^(python[\d.]*|py)$/, /^-\w*c$/, PROGRAM_TEXT],
  [/^(perl|ruby|lua|osascript|rscript|julia)$/, /^-\w*[eE]$/, PROGRAM_TEXT],
  [/^php$/, /^-r$/, PROGRAM_TEXT],
  [/^(npx|npm|pnpm|bunx)$/, /^(-c|--call|--shell-mode)$/, SHELL_TEXT],
  [
    /^(node|bun|tsx|electron)$/,
    /^(-r|--require|--import|--loader|--experimental-loader|--preload)(=|$)/,
    ['medium', 'Loads other code before the program.'],
  ],
  [
    /^(node|bun|deno)$/,
    /^--inspect(-brk|-wait)?(=|$)/,
    ['medium', 'Opens a debugging port: whoever reaches it runs code in the server.'],
  ],
  [/^deno$/, /^(-A|--allow-all|--allow-run)(=|$)/, ['medium', 'Lifts the sandbox of Deno.']],
];

const OTHER_USER: Found = [
  'high',
  'Runs as another user, usually root. What is started cannot be ended by this bridge then.',
];

function programRules(program: string, argv: string[]): Rule[] {
  const rules: Rule[] = [];
  if (/^(sudo|doas|pkexec|su|runas|gsudo)$/.test(program)) rules.push({ at: 0, found: OTHER_USER });
  if (/^(docker|podman|nerdctl)$/.test(program)) rules.push(...containerRules(argv));
  if (/^(curl|wget|nc|ncat|socat|ssh)$/.test(program))
    rules.push({
      at: 0,
      found: ['medium', 'Talks to another machine; the server itself runs there or comes from there.'],
    });
  argv.forEach((text, at) => {
    if (at === 0) return;
    for (const [programs, flag, found] of CODE_FLAGS)
      if (programs.test(program) && flag.test(text)) rules.push({ at, found });
  });
  return rules;
}

function containerRules(argv: string[]): Rule[] {
  return argv.flatMap((text, at): Rule[] => {
    const rule = (severity: Severity, words: string): Rule[] => [{ at, found: [severity, words] }];
    const before = argv[at - 1] ?? '';
    const isMount = /^(-v|--volume|--mount)$/.test(before) || /^(-v|--volume=|--mount=).+/.test(text);
    if (isMount) return rule(...mountRemark(text));
    if (/^--privileged(=true)?$/.test(text))
      return rule('high', 'The container gets every right on this machine.');
    if (/^--(pid|ipc|uts|userns|cgroupns)=host$/.test(text))
      return rule('high', 'The container shares this with the machine instead of being apart.');
    if (
      /^--(net|network)=host$/.test(text) ||
      (text === 'host' && /^--(net|network|pid|ipc)$/.test(before))
    ) {
      return rule('medium', 'The container reaches what this machine reaches, its own loopback included.');
    }
    if (/^--(cap-add|device|security-opt)(=|$)/.test(text))
      return rule('high', 'Takes away part of what keeps the container apart.');
    return [];
  });
}

function mountRemark(text: string): Found {
  const named = /(?:source|src)=([^,]+)/.exec(text)?.[1];
  const short = /^(?:[A-Za-z]:[\\/][^:]*|[^:]*)/.exec(text.replace(/^(-v|--volume=|--mount=)/, ''))![0];
  const source = named ?? short;
  if (/docker\.sock|podman\.sock|containerd\.sock/.test(source))
    return ['high', 'Whoever has this socket is root on this machine.'];
  if (/^(\/|~|\$HOME|\$\{HOME\}|[A-Za-z]:\\?|\/(home|Users|root|etc)(\/[^/]*)?)\/?$/.test(source))
    return ['high', `Gives the container ${source} of this machine.`];
  return [
    'medium',
    `Gives the container ${source} of this machine${/:ro\b|readonly/.test(text) ? ', to read' : ', to read and to change'}.`,
  ];
}

const RUNNER = /^(npx|bunx|pnpx|uvx|pipx|dnx)$/;

/** What a package runner downloads, and whether it is always the same. */
function fetchedPackage(program: string, argv: string[]): Rule[] {
  const sub =
    /^(npm|pnpm|yarn|bun|uv|pipx|deno|go)$/.test(program) && /^(exec|x|dlx|run|tool)$/.test(argv[1] ?? '');
  if (!RUNNER.test(program) && !sub) return [];
  const rules: Rule[] = [];
  let isFound = false;
  for (let at = sub ? 2 : 1; at < argv.length && !isFound; at += 1) {
    const text = argv[at]!;
    const value = /^--(?:package|from|with)=(.+)$/.exec(text)?.[1];
    if (/^(-y|--yes)$/.test(text))
      rules.push({ at, found: ['low', 'Downloads and installs what is missing, without asking.'] });
    else if (/^--(registry|index-url|extra-index-url|index)(=|$)/.test(text))
      rules.push({ at, found: ['medium', 'Packages come from another registry than usual.'] });
    else if (value !== undefined) rules.push(...packageRule(program, value, at));
    else if (!text.startsWith('-') && !(program === 'uv' && text === 'run')) {
      const isNamedBefore = /^(-p|--package|--from|--with)$/.test(argv[at - 1] ?? '');
      const isOptionValue = /^--(registry|index-url|extra-index-url|python|cache|directory|project)$/.test(
        argv[at - 1] ?? '',
      );
      if (!isOptionValue) rules.push(...packageRule(program, text, at));
      isFound = !isNamedBefore && !isOptionValue;
    }
  }
  return rules;
}

function packageRule(program: string, spec: string, at: number): Rule[] {
  const isRemote =
    /^(git\+|git:|github:|gitlab:|bitbucket:|https?:|ssh:)/i.test(spec) ||
    (/^[\w.-]+\/[\w.-]+(#.*)?$/.test(spec) && /^(npx|npm|pnpm|bunx)$/.test(program));
  if (isRemote) return [{ at, found: ['high', 'Code is fetched from this address and run.'] }];
  if (/^[./~]|^[A-Za-z]:[\\/]|\.([cm]?[jt]s|py)$/.test(spec) || /^(uv|bun|deno|go)$/.test(program)) return [];
  const isPinned = /^(@[^/@]+\/)?[^@]+@\d+\.\d+\.\d+|==\d/.test(spec);
  return isPinned
    ? []
    : [{ at, found: ['low', 'No exact version: whatever is newest at that moment is run.'] }];
}

/** What any program's argument may be. */
function anywhere(argv: string[], at: number): Found[] {
  const text = argv[at]!;
  const found: Found[] = [];
  const hidden = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\u115f\u1160\u3164\uffa0]/u.exec(text)?.[0];
  if (hidden !== undefined) {
    const name = hidden.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0');
    found.push(['high', `Holds a character that is not seen or changes how the rest looks (U+${name}).`]);
  }
  if (at === 0 && /[^\x20-\x7e]/.test(text) && hidden === undefined)
    found.push(['medium', 'The command has letters outside ASCII, which may look like others.']);
  if (
    /\.(bash|zsh|k)rc\b|\.(bash_|z)?profile\b|authorized_keys|\.ssh\/config|\bcrontab\b|LaunchAgents|LaunchDaemons|\/autostart\/|CurrentVersion\\Run/i.test(
      text,
    )
  ) {
    found.push(['high', 'Names something that is run at log-in or lets somebody log in.']);
  }
  if (at > 0 && /^(\/|~\/?|[A-Za-z]:[\\/]?)$/.test(text))
    found.push(['medium', 'That is the whole disk or the whole home folder.']);
  if (/^--dangerously|^--no-sandbox$|^--disable-web-security$/.test(text))
    found.push(['high', 'Switches off a safety check, says its name.']);
  if (at > 0 && /\$\{?[A-Za-z_][\w:.-]*\}?|%[A-Za-z_]\w*%/.test(text) && !/\s/.test(text))
    found.push(['low', 'Passed as it is written: no shell fills in variables.']);
  if (at > 0 && isSecretArgument(argv, at))
    found.push([
      'medium',
      'Looks like a secret. Every program of this machine can read it in the list of processes; a variable is safer.',
    ]);
  return found;
}

function isSecretArgument(argv: string[], at: number): boolean {
  const text = argv[at]!;
  const glued = /^--?([\w-]+)[=:](.+)$/s.exec(text);
  if (glued !== null) return looksSecret(glued[1]!, glued[2]!);
  const flag = /^--?([\w-]{2,})$/.exec(argv[at - 1] ?? '')?.[1];
  return !text.startsWith('-') && looksSecret(flag ?? '', text);
}

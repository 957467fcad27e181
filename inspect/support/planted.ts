import { urlsIn, type FoundUrl } from './url.ts';

/** What a value that a server fills in by itself would do once it is used. */
export interface Planted {
  readonly kind:
    'secret-path' | 'shell' | 'template' | 'template-code' | 'environment' | 'secret-environment';
  readonly from: number;
  readonly to: number;
}

const LOOKED_AT = 20_000;

/** No unbounded repetition that could be shared: every expression here takes linear time. */
const SECRET_PATH =
  /(?:\/etc\/{1,8}(?:\.\/)?(?:passwd|shadow|sudoers|gshadow)\b|\/proc\/(?:self|\d{1,7})\/(?:environ|mem|maps)\b|(?:^|[/\\~])\.(?:ssh|aws|gnupg|kube|docker|azure|netrc|npmrc|pypirc|pgpass|git-credentials)(?:$|[/\\\s"'])|\bid_(?:rsa|dsa|ecdsa|ed25519)\b|(?:^|[/\\\s"'])\.env(?!\.(?:example|sample|template|dist|defaults?)\b)(?:\.[a-z]{1,20})?(?:$|[\s"'])|(?:claude_desktop_config|\.cursor[/\\]mcp|mcp_config)\.?(?:json)?|\.(?:bash|zsh)_history\b|\b(?:wallet\.dat|Login Data|ntds\.dit)\b|\\config\\SAM\b)/;

const COMMAND =
  'sh|bash|zsh|cmd|curl|wget|nc|ncat|netcat|rm|cat|python3?|perl|ruby|node|php|powershell|pwsh|eval|chmod|sudo|ssh|scp|base64|touch|whoami|id|ls|echo|env|ping|nslookup|kill';
const SHELL = new RegExp(
  `\\$\\((?!\\()[a-z]|\`(?:${COMMAND})\\b[^\`\\n]{0,200}\`|(?:^|[^;])(?:;|&&|\\|\\||\\|)[ \\t]{0,8}(?:(?:${COMMAND})[ \\t]{1,8}[^\\s|;]|(?:sh|bash|zsh|whoami|pwsh|powershell)[ \\t]{0,8}(?:$|[;|&]))|\\brm -(?:rf|fr) [/~.*$]|\\b(?:curl|wget)[ \\t][^\\n|]{1,200}\\|[ \\t]{0,8}(?:sh|bash|zsh|python3?)\\b|/dev/tcp/`,
);
const TEMPLATE =
  /\{\{[^{}\n]{1,200}\}\}|\$\{[^{}\n]{1,200}\}|<%[^%\n]{1,200}%>|#\{[^{}\n]{1,200}\}|\{%[^%\n]{1,200}%\}/;
const CODE_INSIDE =
  /__[a-z]{3,20}__|\b(?:constructor|process|require|import|eval|exec|system|popen|getattr|subprocess|os|config|globals|request|self|this|Runtime|ProcessBuilder|jndi)\b\s?[.([:]|\d\s?\*\s?\d|\(\s?["'`)]/;
const ENVIRONMENT =
  /\$\{?[A-Z][A-Z0-9_]{2,60}\b\}?|%[A-Z][A-Z0-9_]{2,60}%|\bprocess\.env\b(?:\.[A-Za-z_]\w{0,60})?|\bos\.environ\b|\b(?:getenv|env)\(["'][A-Z]/;
const SECRET_NAME = /KEY|TOKEN|SECRET|PASS|CREDENTIAL|COOKIE|AUTH/;

/** The worst thing in it, and where. */
export function plantedIn(value: string): Planted | undefined {
  const text = value.length > LOOKED_AT ? value.slice(0, LOOKED_AT) : value;
  const path = SECRET_PATH.exec(text);
  if (path !== null) return at('secret-path', path);
  const shell = SHELL.exec(text);
  if (shell !== null) return at('shell', shell);
  const variable = ENVIRONMENT.exec(text);
  if (variable !== null)
    return at(SECRET_NAME.test(variable[0].toUpperCase()) ? 'secret-environment' : 'environment', variable);
  const template = TEMPLATE.exec(text);
  if (template !== null) return at(CODE_INSIDE.test(template[0]) ? 'template-code' : 'template', template);
  return undefined;
}

function at(kind: Planted['kind'], found: RegExpExecArray): Planted {
  return { kind, from: found.index, to: found.index + found[0].length };
}

const COLLECTORS =
  /(?:^|\.)(?:webhook\.site|requestbin\.(?:com|net)|pipedream\.net|oastify\.com|oast\.(?:fun|me|pro|live|site|online)|interact\.sh|interactsh\.com|burpcollaborator\.net|canarytokens\.com|beeceptor\.com|hookbin\.com|requestcatcher\.com|ngrok\.io|ngrok-free\.app|ngrok\.app|trycloudflare\.com|localtunnel\.me|loca\.lt|serveo\.net|pastebin\.com|transfer\.sh|file\.io|dnslog\.cn|ceye\.io)$/;
const RESERVED = /(?:^|\.)(?:example|test|invalid|localhost|example\.(?:com|org|net))$/;

/** Whether data sent there reaches whoever asked for an address, unnamed; or a bare public number. */
export function isCollector(url: FoundUrl): boolean {
  const { host } = url;
  if (host === undefined) return false;
  return COLLECTORS.test(host.name) || (host.form !== 'name' && host.reach === 'public');
}

/** Addresses that lead to a party of their own, not to an example or to this machine. */
export function foreignUrls(value: string, own: string | undefined): FoundUrl[] {
  return urlsIn(value.slice(0, LOOKED_AT)).filter(
    ({ host }) =>
      host !== undefined &&
      host.reach === 'public' &&
      host.name.includes('.') &&
      !RESERVED.test(host.name) &&
      host.name !== own,
  );
}

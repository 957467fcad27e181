/** Texts that honest servers send, by what is unusual about them. Written for the proof that rules stay quiet. */
export const WRITING: Readonly<Record<string, string>> = {
  'emoji families':
    'Team 👨\u200d👩\u200d👧\u200d👦, 👩\u200d👩\u200d👦, pride 🏳\ufe0f\u200d🌈 and 🏴\u200d☠\ufe0f, heart on fire ❤\ufe0f\u200d🔥, 👁\ufe0f\u200d🗨\ufe0f, 🐻\u200d❄\ufe0f, 🙂\u200d↔\ufe0f.',
  'skin tones':
    'Reviewed by 👩🏽\u200d💻 and 👨🏿\u200d🚀; 👍🏻 👍🏾, 🧑🏼\u200d🤝\u200d🧑🏿, 👩🏻\u200d❤\ufe0f\u200d💋\u200d👨🏾, ✌🏽, ⛹🏿\u200d♀\ufe0f.',
  'flags, keycaps and text style':
    '🇩🇪🇫🇷 🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f} 🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f} 🏴\u{e0067}\u{e0062}\u{e0077}\u{e006c}\u{e0073}\u{e007f} 1\ufe0f\u20e3 #\ufe0f\u20e3 *\ufe0f\u20e3 ☎\ufe0e ⚠\ufe0f ©\ufe0f ™\ufe0f ℹ\ufe0f ▶\ufe0f ↔\ufe0f 〰\ufe0f ㊗\ufe0f',
  Persian:
    'این ابزار فایل\u200cها را می\u200cخواند و نتیجه\u200cهای جست\u200cوجو را به\u200cصورت فهرست برمی\u200cگرداند. نمی\u200cتوان آن را لغو کرد.',
  Hindi: 'यह उपकरण शब्दकोश में शब्द खोजता है। क्\u200dष और श्\u200cर अलग दिखते हैं; र्\u200dय भी।',
  Bengali: 'র\u200d্যাব এবং উৎ\u200cসব শব্দ খুঁজে বের করে। এটি ক্\u200cষ দেখায়।',
  Tamil: 'இந்த கருவி சொற்களைத் தேடுகிறது. க்\u200cஷ மற்றும் ஸ்ரீ\u200c எழுத்துகள்.',
  Sinhala: 'මෙම මෙවලම ශ්\u200dරී ලංකාවේ වචන සොයයි. ක්\u200dෂ, ප්\u200dරකාශය.',
  Malayalam: 'ഈ ഉപകരണം വാക്കുകൾ തിരയുന്നു. അവന്\u200d, കണ്\u200d, പാല്\u200d.',
  Thai: 'เครื่องมือนี้\u200bค้นหาคำ\u200bในพจนานุกรม\u200bและแสดงผล',
  Lao: 'ເຄື່ອງມືນີ້\u200bຊອກຫາຄຳສັບ\u200bໃນວັດຈະນານຸກົມ',
  Khmer: 'ឧបករណ៍\u200bនេះ\u200bស្វែងរក\u200bពាក្យ\u200bក្នុង\u200bវចនានុក្រម ហើយ\u200bបង្ហាញ API\u200bជា\u200bលទ្ធផល។',
  Burmese: 'ဤကိရိယာသည်\u200b စကားလုံးများကို\u200bရှာဖွေသည်။',
  Tibetan: 'ལག་ཆ་འདིས་\u200bཚིག་འཚོལ་བ་\u200bཡིན།',
  'Arabic with marks':
    'تَبْحَثُ هَذِهِ الأَدَاةُ عَنْ كَلِمَةٍ فِي القَامُوسِ (\u200eAPI v2\u200e) وتعيد النتيجة\u061c 123. ﷺ ـــ لله',
  'Hebrew with points': 'הַכְּלִי מְחַפֵּשׂ מִלָּה בַּמִּלּוֹן\u200f (API\u200e) — ש\u05bcׁ\u034fלום וּבְרָכָה.',
  'isolates around names':
    'The file \u2068تقرير.pdf\u2069 was shared by \u2067דנה כהן\u2069 with \u2066Ann\u2069 and \u2068علي\u2069.',
  'right-to-left with an address':
    'افتح \u2066https://example.com/docs?id=42\u2069 ثم اضغط \u200f«حفظ»\u200f.',
  'ideographs with variations':
    '葛\u{e0100}城市と葛\u{e0101}飾区、辻\u{e0100}さん、芦\u{e0100}屋、邊\u{e0102}、祇\u{e0100}園、神\ufe00社。',
  'Japanese of all scripts':
    'このツールは、ユーザーＩＤを使ってデータベースを検索し、結果をＪＳＯＮで返します。①必須②任意　価格は￥１，０００〜、㈱、㍻、ｶﾀｶﾅ、が\u3099。',
  Chinese:
    '此工具根据城市名称查询天气。\u200b参数：city（必填）。　　注意：「默认」为北京，单位℃；Ｎｏ．１；α、β、Ω。\u3000全角空格。',
  'Hangul in parts':
    '한\u115f\u1161글 자모: ㄱ\u3164ㅏ, \u1112\u1161\u11ab\u1100\u1173\u11af, ﾡ\uffa0ￂ. 날씨를 조회합니다.',
  Mongolian: 'ᠮᠣᠩᠭᠣᠯ\u180b ᠬᠡᠯᠡ\u180e\u1820 ᠰᠢᠨ\u180c\u180eᠡ',
  'soft hyphens in German':
    'Sucht in der Donau\u00addampf\u00adschiff\u00adfahrts\u00adgesellschaft nach Ver\u00adfüg\u00adbar\u00adkeiten.',
  'letters of other alphabets':
    'Ищет слово в словаре Ожегова. Αναζητά λέξεις. Þetta er íslenska. Đây là tiếng Việt. Шукає в API «Нова Пошта». İstanbul’da ara. Ընդհանուր. საქართველო.',
  'Ethiopic, Cherokee, Georgian': 'ቃላትን ይፈልጋል። ᏣᎳᎩ ᎦᏬᏂᎯᏍᏗ. ეძებს სიტყვებს.',
  mathematics:
    '∀x∈ℝ: ∃δ>0, |f(x)−L|<ε ⇒ ∇·𝐄=ρ/ε₀; 𝔼[X²]≥(𝔼[X])²; ∑ᵢ₌₁ⁿ xᵢ; ≠\ufe00 ∩\ufe00; 10⁻⁹ m², 37 °C, ½ ¾; f\u2061(x), a\u2062b.',
  'typography of word processors':
    '“Smart” quotes – and ‘dashes’ — with no\u00adbreak\u00a0spaces, thin\u2009spaces, 10\u202f000\u202f€, ellipses…, bullets • and §\u00a05, non\u2011breaking hyphens.',
  'box drawing':
    '├── src\n│   ├── index.ts\n│   └── rules\n└── README.md\n┌──────┬─────┐\n│ name │ age │\n╞══════╪═════╡\n│ Ann  │ 31  │\n└──────┴─────┘\n▁▂▃▄▅▆▇█ ⠋⠙⠹⠸',
  'a byte order mark first': '\ufeffid,name\n1,Ann\n2,Bob\n',
  Cyrillic_in_code: 'Константа π≈3.14159, функция f(х) возвращает Δt и Σ; µs и Ω — единицы.',
};

export const CODE: Readonly<Record<string, string>> = {
  TypeScript: `import { readFile } from 'node:fs/promises';
/** Reads \`path\`; throws when there is none. */
export async function load<T extends object>(path: string): Promise<T | undefined> {
  const url = \`https://api.example.com/v1/items?q=\${encodeURIComponent(path)}&limit=10\`;
  const token = process.env.API_TOKEN ?? '';
  const answer = await fetch(url, { headers: { authorization: \`Bearer \${token}\` } });
  return (await answer.json()) as T; // <!-- not markup -->
}
const ESC = '\\u001b[31m', TAB = '\\t', NUL = '\\0', HEART = '\\u{2764}\\ufe0f';
const slug = (s: string) => s.replace(/[^\\w\\s-]+/g, '').replace(/\\s+/g, '-');`,
  Python: `#!/usr/bin/env python3
import os, subprocess, json
def run(cmd: list[str]) -> str:
    """Run *cmd* and return its output. NEVER pass user input here."""
    env = {**os.environ, "LANG": "C.UTF-8"}
    return subprocess.run(cmd, env=env, check=True, capture_output=True, text=True).stdout
print(f"{'name':<20}|{'value':>10}")
pattern = r"^\\d{3}-\\d{2}\\x41\\u0041$"
data = b"\\x89PNG\\r\\n\\x1a\\n\\x00\\x00\\x00\\rIHDR"
print("\\033[1;32mOK\\033[0m", "%s%%" % 50)`,
  Rust: `use std::collections::HashMap;
#[derive(Debug, Clone, PartialEq)]
pub struct Item<'a> { name: &'a str, tags: Vec<&'static str> }
impl<'a> Item<'a> {
    pub fn new(name: &'a str) -> Self { Self { name, tags: vec![] } }
}
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let map: HashMap<String, u8> = HashMap::from([("a".into(), b'\\x1b')]);
    println!("{map:?} \\u{1F980} {}", i32::MAX & 0xff_ff);
    Ok(())
}`,
  'C and assembly': `#include <stdio.h>
#define MAX(a,b) ((a)>(b)?(a):(b))
static const unsigned char key[16] = { 0x2b,0x7e,0x15,0x16,0x28,0xae,0xd2,0xa6,0xab,0xf7,0x15,0x88,0x09,0xcf,0x4f,0x3c };
int main(void) { for (int i = 0; i < 16 && key[i]; i++) printf("%02x\\t", key[i]); return 0; }
  401136: 48 89 e5              mov    %rsp,%rbp
  401139: bf 10 20 40 00        mov    $0x402010,%edi`,
  Java: `@RestController
public class UserController {
  @GetMapping("/users/{id}") // see https://docs.example.com/users#get
  public ResponseEntity<User> get(@PathVariable Long id, @RequestHeader("Authorization") String auth) {
    log.info("Loading user {} from {}", id, System.getenv("DB_HOST"));
    return repo.findById(id).map(ResponseEntity::ok).orElseThrow(() -> new NotFound("user " + id));
  }
}`,
  'minified JavaScript':
    '!function(e,t){"object"==typeof exports&&"undefined"!=typeof module?module.exports=t():"function"==typeof define&&define.amd?define(t):(e=e||self).q=t()}(this,function(){"use strict";var e=/[\\u200B-\\u200D\\uFEFF]/g,t="\\ufeff",n={amp:"&",lt:"<",gt:">"};function r(e){return e.replace(/&(amp|lt|gt);/g,function(e,t){return n[t]})}return{a:function(t){return r(String(t).replace(e,""))},b:btoa("x"),c:atob("aGVsbG8gd29ybGQ="),v:"1.2.3"}});\n//# sourceMappingURL=q.min.js.map',
  'a diff': `diff --git a/src/read.ts b/src/read.ts
index 8f3a1c2..d41d8cd 100644
--- a/src/read.ts
+++ b/src/read.ts
@@ -10,7 +10,8 @@ export function read(path: string) {
-  // TODO: ignore the previous value
+  // The previous value is ignored on purpose.
   return cache.get(path) ?? load(path);
+  // <!-- eslint-disable-next-line -->
 }`,
  'a shell guide': `# Install
curl -fsSL https://get.example.com/install.sh | sh
export PATH="$HOME/.local/bin:$PATH"
echo 'export API_KEY=<your key>' >> ~/.bashrc && source ~/.bashrc
ssh -i ~/.ssh/id_ed25519 deploy@host.example.com 'sudo systemctl restart app'
rm -rf ./build && make -j"$(nproc)"
printf '\\033[32m%s\\033[0m\\n' done`,
  'a SQL guide': `-- Finds customers without orders. Do NOT run on production without a LIMIT.
SELECT c.id, c.name, COALESCE(SUM(o.total), 0) AS total
FROM customers c LEFT JOIN orders o ON o.customer_id = c.id
WHERE c.email LIKE '%@example.com' AND c.deleted_at IS NULL
GROUP BY c.id, c.name HAVING COUNT(o.id) = 0 ORDER BY c.name; -- DROP TABLE is refused
INSERT INTO notes (text) VALUES ('It''s fine; 100% of it');`,
  'k8s YAML': `apiVersion: v1
kind: Secret
metadata:
  name: db
  annotations: { kubectl.kubernetes.io/last-applied-configuration: "{}" }
type: Opaque
data:
  username: YWRtaW4=
stringData:
  url: postgres://app:$(DB_PASSWORD)@db.default.svc.cluster.local:5432/app
---
apiVersion: apps/v1
kind: Deployment
spec:
  template:
    spec:
      containers:
        - name: web
          image: registry.example.com/web@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
          env: [{ name: TOKEN, valueFrom: { secretKeyRef: { name: db, key: token } } }]`,
  'an OpenAPI document': `openapi: 3.1.0
info: { title: Pets, version: 1.0.0 }
servers: [{ url: https://api.example.com/v1 }]
paths:
  /pets/{id}:
    get:
      summary: Returns a pet
      description: You MUST pass an API key. Requests without one are refused with 401.
      parameters: [{ name: id, in: path, required: true, schema: { type: string, pattern: '^[0-9a-f]{24}$' } }]
      security: [{ apiKey: [] }]
      responses: { '200': { description: A pet }, '404': { description: No such pet } }`,
};

const PNG =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

export const DOCUMENTS: Readonly<Record<string, string>> = {
  'an image in a data URI': `![chart](data:image/png;base64,${PNG})\n<img src="data:image/png;base64,${PNG}" alt="A chart of the year">`,
  'documentation of tokens': `A JWT has three parts, for example
eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiaWF0IjoxNTE2MjM5MDIyfQ.SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c
Send it as \`Authorization: Bearer <token>\`. Never put tokens into addresses such as https://api.example.com/?access_token=YOUR_TOKEN.`,
  'a README': `# words [![CI](https://github.com/example/words/actions/workflows/ci.yml/badge.svg)](https://github.com/example/words/actions) [![npm](https://img.shields.io/npm/v/words.svg?style=flat-square&logo=npm)](https://www.npmjs.com/package/words)

<!-- toc -->
- [Install](#install)
- [Use](#use)
<!-- tocstop -->

<p align="center"><img src="https://raw.githubusercontent.com/example/words/main/logo.svg" width="120" alt="Words"></p>
<details><summary>More</summary>

| Option | Default | What it does |
| --- | :---: | --- |
| \`--port\` | \`3000\` | Listens on http://localhost:3000 |
| \`--key\` | \`$WORDS_KEY\` | The API key, see https://example.com/keys |

</details>

\`\`\`json
{ "mcpServers": { "words": { "command": "npx", "args": ["-y", "words-mcp"], "env": { "WORDS_KEY": "<your key>" } } } }
\`\`\`
> [!IMPORTANT]
> You must set \`WORDS_KEY\` before starting. Do not commit it.`,
  'a page with comments': `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Moon</title>
<!-- Google Tag Manager --><script>window.dataLayer=window.dataLayer||[];</script><!-- End Google Tag Manager -->
<!--[if lt IE 9]><p>Please upgrade your browser to see this page.</p><![endif]-->
<style>.sr-only{position:absolute;left:-9999px}</style></head><body>
<a class="skip" href="#main" style="position:absolute;left:-9999px">Skip to main content</a>
<div hidden aria-hidden="true">Loading the next articles of this page</div>
<noscript><img height="1" width="1" style="display:none" src="https://www.facebook.com/tr?id=1&ev=PageView&noscript=1"/></noscript>
<main id="main"><h1>Moon</h1><p>The Moon is Earth&rsquo;s only natural satellite&nbsp;&mdash; 384&#8239;400&nbsp;km away.</p>
<span style="display:none">Advertisement: the text of this ad is shown later</span></main>
<form method="post" action="/subscribe"><input type="hidden" name="csrf" value="3f9a"><input type="password" name="password"></form></body></html>`,
  'a table of CSV': `date,city,temp,note\n2026-01-01,München,-3.5,"snow, wind"\n2026-01-02,"São Paulo",29,"=SUM(A1:A2)"\n2026-01-03,東京,8,"it said ""hi"""`,
  'a table of signs': `+------+${'-'.repeat(40)}+\n| name | ${' '.repeat(39)}|\n+------+${'-'.repeat(40)}+\n| moon | satellite${' '.repeat(30)}|\n+------+${'-'.repeat(40)}+`,
  'a mail': `From: Ann Example <ann@example.com>
To: team@example.com
Subject: =?UTF-8?B?R3LDvMOfZQ==?= from Bern
Date: Mon, 5 Jan 2026 09:12:44 +0100
Content-Type: text/plain; charset=utf-8; format=flowed

Hi all,

please ignore my previous mail, the numbers were wrong. Send the new ones to
bob@example.com before Friday, and do not forward the old file.

-- 
Ann Example | +41 31 555 01 02 | https://example.com/ann
> On Sun, Bob wrote:
>> Could you check the totals again?`,
  'a log': `2026-01-05T09:12:44.123Z INFO  [main] c.e.App - Started in 2.3 s (pid 4711)
2026-01-05T09:12:45.001Z WARN  [http-1] c.e.Auth - token rejected: signature mismatch for user=ann ip=10.0.3.7
127.0.0.1 - - [05/Jan/2026:09:12:46 +0000] "GET /api/v1/words?q=%E6%9C%88&x=%20a HTTP/1.1" 200 512 "-" "Mozilla/5.0 (X11; Linux x86_64)"
{"level":"error","msg":"retry","attempt":2,"trace_id":"4bf92f3577b34da6a3ce929d0e0e4736","err":"ECONNREFUSED 127.0.0.1:5432"}`,
  'ids and hashes': `commit 3f786850e387550fdab836ed7e6dc881de23001b
sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
uuid 550e8400-e29b-41d4-a716-446655440000, ulid 01ARZ3NDEKTSV4RRFFQ69G5FAV, etag W/"33a64df551425fcc55e4d42a148795d9f25f89d4"
object 507f1f77bcf86cd799439011 at s3://bucket/2026/01/05/part-00000-of-00010.parquet`,
  'a public key': `-----BEGIN PUBLIC KEY-----
MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEEVs/o5+uQbTjL3chynL4wXgUg2R9
q9UU8I5mEovUf86QZ7kOBIjJwqnzD1omageEHWwHdBO6B+dFabmdT9POxg==
-----END PUBLIC KEY-----
ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGbbvcE5+vJ6jEJ0yqGmZkGm1Jn0Zc3y5z6y5bO3sP1z ann@laptop`,
  'a long honest description': `Searches issues in the project. IMPORTANT: You MUST call list_projects first to obtain a valid project key; this tool will fail otherwise. Always use JQL syntax. NEVER guess field names: call get_fields instead. If the result has isLast=false, you should call this tool again with nextPageToken until it is true. Do not show raw ids to the user unless they ask. When the user asks for "my issues", use assignee = currentUser().

Args:
    jql (str): The query, e.g. 'project = "ABC" AND status != Done ORDER BY created DESC'. Required.
    fields (list[str], optional): Defaults to ["summary", "status"]. Use "*all" for everything.
    limit (int): 1-100. Values above 100 are IGNORED.

Returns:
    A list of issues <key, summary, status>, or an error message if the query is invalid.

Example:
    >>> search_issues('text ~ "login" AND updated >= -7d', limit=10)
`,
  'a form letter': `Dear {{first_name}},\n\nyour order #{{order.id}} has shipped. Track it at https://example.com/t/{{ tracking }}.\n\n\${signature}\n<% if vip %>Thank you!<% end %>`,
  TeX: String.raw`\documentclass{article}\begin{document}\section{Intro} Let $\alpha_i \in \mathbb{R}$, $\xi \neq \eta$, 50\% of \textbf{all}; \url{https://example.com/~ann} \cite{knuth84}. \end{document}`,
  'a regular expression':
    "Use ^(?:[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*)@(?:[a-z0-9-]+\\.)+[a-z]{2,}$ for addresses and [\\u0600-\\u06FF\\x00-\\x1F] for the rest.",
  'an HTTP exchange': `POST /oauth/token HTTP/1.1\r\nHost: auth.example.com\r\nContent-Type: application/x-www-form-urlencoded\r\nAuthorization: Basic czZCaGRSa3F0MzpnWDFmQmF0M2JW\r\n\r\ngrant_type=refresh_token&refresh_token=tGzv3JOkF0XG5Qx2TlKWIA&redirect_uri=https%3A%2F%2Fclient.example.com%2Fcb`,
  'a quoted-printable mail': `Content-Transfer-Encoding: quoted-printable\n\nGr=C3=BC=C3=9Fe aus Bern! Die Sitzung am Montag f=C3=A4llt aus, bitte lest=\n den Bericht bis Freitag.`,
  'query addresses':
    'https://www.google.com/search?q=moon+landing&hl=en#:~:text=the%20Moon and https://maps.example.com/@46.948,7.4474,15z/data=!3m1!4b1?entry=ttu&g_ep=EgoyMDI1MDEwOC4wIKXMDSoASAFQAw%3D%3D',
};

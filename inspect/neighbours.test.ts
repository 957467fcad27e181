import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { Inspection } from './engine.ts';
import { exchange, neighbour, opened, recorded, tools } from './example.ts';
import { MOST_FOREIGN_TOOLS, Neighbours } from './neighbours.ts';
import { LONGEST_DESCRIPTION, toolsOf } from './offered-tool.ts';
import { compilePack } from './pack.ts';
import type { Rule, Watch } from './rule.ts';
import type { SessionFacts } from './session-facts.ts';
import { processorTime } from '../test/processor-time.ts';

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
const META = {
  id: 'spy',
  version: 1,
  title: 'Spy',
  family: 'naming',
  severity: 'low',
  confidence: 'firm',
  about: 'about',
  falsePositives: 'none',
  fix: 'none',
  references: [],
} as const;

function watched(make: (session: SessionFacts) => Watch): Inspection {
  const rule: Rule = { meta: META, watch: (_, session) => make(session) };
  const target = { key: 'own', transport: 'stdio' } as const;
  return new Inspection({ pack: compilePack([rule], hash), session: 's', target, hash });
}

describe('the tools of other servers', () => {
  const mail = neighbour(
    'mail',
    {
      name: 'send_email',
      inputSchema: { type: 'object', properties: { to: { type: 'string' }, body: {} }, required: ['to'] },
    },
    { name: 'search' },
    { name: 'outbox' },
  );

  it('are told with the shape of what they take', () => {
    expect(mail.tools[0]).toMatchObject({
      name: 'send_email',
      parameters: ['body', 'to'],
      shape: 'body: any\nto: string!',
    });
  });

  it('are found by name, however it is written', () => {
    const others = new Neighbours([mail]);
    for (const name of ['send_email', 'sendEmail', 'Send-Email', 'ѕend_email', 'send_\u200bemail'])
      expect(others.like(name)[0]?.of.server).toBe('mail');
    for (const name of ['send_mail', 'constructor', '__proto__', '']) expect(others.like(name)).toEqual([]);
  });

  it('are bounded, and it is said', () => {
    const many = (server: string) => ({
      ...neighbour(server, ...Array.from({ length: 1500 }, (_, n) => ({ name: `tool_${n}` }))),
    });
    const others = new Neighbours([many('b'), many('a')]);
    expect(others.tools).toHaveLength(MOST_FOREIGN_TOOLS);
    // Which ones does not hang on who came first.
    expect(new Neighbours([many('a'), many('b')]).tools.at(-1)).toEqual(others.tools.at(-1));
    expect(others.notes.join()).toContain('2000 of the 3000');
    const [long] = toolsOf(
      new TextEncoder().encode(
        JSON.stringify({ result: { tools: [{ name: 'x', description: 'y'.repeat(9000) }, { name: 7 }, 4] } }),
      ),
    );
    expect(long!.description).toHaveLength(LONGEST_DESCRIPTION);
  });
});

describe('a text that names other servers', () => {
  const others = new Neighbours([
    neighbour(
      'mail',
      { name: 'send_email' },
      { name: 'listFolders' },
      { name: 'search' },
      { name: 'outbox' },
    ),
    { ...neighbour('Second', { name: 'x' }), claims: 'mcp-server-filesystem' },
  ]);
  const named = (text: string): string[] =>
    others.mentionsIn(text).map(({ from, to, of }) => `${of.server}:${text.slice(from, to)}`);

  it.each([
    ['Before send_email is called', ['mail:send_email']],
    ['then mcp__mail__send_email.', ['mail:send_email']],
    ['use mail.send_email or `listFolders`', ['mail:send_email', 'mail:listFolders']],
    ['Send-Email first, list_folders second', ['mail:Send-Email', 'mail:list_folders']],
    ['调用send_email工具', ['mail:send_email']],
    ['read the `outbox` tool', ['mail:outbox']],
    ['use the filesystem tool to write', ['Second:filesystem']],
    ['the Filesystem MCP server', ['Second:Filesystem']],
  ])('%s', (text, found) => expect(named(text)).toEqual(found));

  it.each([
    'sends an email; sendemail; resend_email_now',
    'the outbox is empty',
    'the `search` tool',
    'through the mail server of the company',
    'a filesystem that is full',
    'send_emails and send_email_2',
    'the permission outlook:send_email',
  ])('names none: %s', (text) => expect(named(text)).toEqual([]));

  it('costs no more than its length', () => {
    const began = processorTime();
    for (const unit of ['a/', 'send_email/', 'send_', 'filesystem ', 'mcp__', 'a.b:c/d__'])
      others.mentionsIn(unit.repeat(Math.ceil(1_000_000 / unit.length)));
    expect(processorTime() - began).toBeLessThan(15_000);
  });
});

describe('inspection', () => {
  it('tells rules of other servers, before the first frame or between two', () => {
    const seen: string[] = [];
    const inspection = watched((session) => ({
      neighbours: () => void seen.push(session.neighbours.servers.map(({ server }) => server).join()),
    }));
    inspection.neighbours([neighbour('b'), neighbour('a')]);
    for (const frame of recorded(opened())) inspection.take(frame);
    inspection.neighbours([]);
    expect(seen).toEqual(['a,b', '']);
  });

  it('knows what the server itself offers, page by page, when rules hear of it', () => {
    const seen: unknown[] = [];
    const inspection = watched((session) => ({
      message: ({ method, kind }) => {
        if (method !== 'tools/list' || kind !== 'result') return;
        const { all, isWhole } = session.tools;
        seen.push([all.map(({ tool, at }) => [tool.name, at.evidence.pointer]), isWhole]);
      },
    }));
    const pages = [
      ...exchange('tools/list', { tools: [{ name: 'one' }], nextCursor: 'c' }, {}, 1),
      ...exchange('tools/list', { tools: [{ name: 'two' }] }, { cursor: 'c' }, 2),
      ...exchange('tools/list', { tools: [{ name: 'three' }] }, {}, 3),
    ];
    for (const frame of recorded(pages)) inspection.take(frame);
    expect(seen).toEqual([
      [[['one', '/result/tools/0/name']], false],
      [
        [
          ['one', '/result/tools/0/name'],
          ['two', '/result/tools/0/name'],
        ],
        true,
      ],
      [[['three', '/result/tools/0/name']], true],
    ]);
    for (const frame of recorded(tools({ name: 'four' }))) inspection.take(frame);
    expect(seen).toHaveLength(4);
  });
});

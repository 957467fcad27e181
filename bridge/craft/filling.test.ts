import { describe, expect, it } from 'vitest';
import type { CallState, SendText } from '../../protocol/craft.ts';
import type { FrameSummary } from '../../protocol/frame.ts';
import type { Fill, FilledPlace } from '../../protocol/placeholders.ts';
import type { HttpForm } from '../../protocol/wire-form.ts';
import { Masking } from '../secrets/masking.ts';
import { MemorySecrets } from '../secrets/secrets.ts';
import { Filling } from './filling.ts';

const LAST = { session: 's', request: 7 };
const TOKEN = 'ghp_"quoted"\\0123456789';
const UUID = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;
const HOW = { rpcId: 'next', meta: 'fill' } as const;

/** A bridge's environment, and one answer: that to frame 7. */
function world(answer = '{"jsonrpc":"2.0","id":1,"result":{}}', kind: FrameSummary['kind'] = 'result') {
  const secrets: MemorySecrets = new MemorySecrets((size): Buffer =>
    Buffer.alloc(size, secrets.values().length),
  );
  const masking = new Masking(secrets);
  const reads: string[] = [];
  const env = new Proxy<Record<string, string>>(
    { GITHUB_TOKEN: TOKEN, PORT: '80', EMPTY: '' },
    {
      get: (of, name: string) => {
        reads.push(name);
        return of[name];
      },
    },
  );
  const bytes = new TextEncoder().encode(answer);
  const filling = new Filling({
    env,
    now: () => Date.UTC(2030, 0, 2),
    callState: (session, request) =>
      Promise.resolve({
        ok: true,
        value: {
          session,
          request,
          state: 'done',
          ...(request === LAST.request ? { answer: { kind, seq: 8 } as CallState['answer'] } : {}),
        },
      }),
    bytes: (_session, _seq, _part, from, to) =>
      Promise.resolve({ ok: true, value: { bytes: bytes.slice(from, to), total: bytes.length } }),
    keepSecret: (value, name) => void secrets.put(value, name),
    masked: (text) => masking.text(text),
  });
  const sent = async (text: string, fill: Partial<Fill> = {}, more: Partial<SendText> = {}) =>
    filling.fill('t', { text, how: HOW, fill: { env: [], last: LAST, ...fill }, ...more });
  return {
    filling,
    secrets,
    reads,
    sent,
    async text(text: string, fill: Partial<Fill> = {}): Promise<string> {
      const filled = await sent(text, fill);
      return filled.ok ? filled.value.text : filled.problem.code;
    },
    async places(text: string, fill: Partial<Fill> = {}): Promise<FilledPlace[]> {
      const shown = await filling.shown('t', { text, fill: { env: [], last: LAST, ...fill } });
      if (!shown.ok) throw new Error(shown.problem.message);
      return shown.value.places;
    },
  };
}

describe('what is made anew', () => {
  it('is a uuid at each place', async () => {
    const [one, other] = (await world().text('{{uuid}} {{uuid}}')).split(' ');
    expect(one).toMatch(UUID);
    expect(other).toMatch(UUID);
    expect(one).not.toBe(other);
  });
  it('is one time for the whole text', async () =>
    expect(await world().text('{{now}}')).toBe('2030-01-02T00:00:00.000Z'));

  it('is a number that grows with every send to the target, also when two go at once', async () => {
    const { text, filling } = world();
    expect(await Promise.all([text('{{n}} {{n}}'), text('{{n}}')])).toEqual(['1 1', '2']);
    expect(await text('{{n}}')).toBe('3');
    const other = await filling.fill('u', { text: '{{n}}', how: HOW, fill: { env: [] } });
    expect(other).toMatchObject({ ok: true, value: { text: '1' } });
  });
  it('is not counted for what is only looked at, or was refused', async () => {
    const { text, places } = world();
    expect((await places('{{n}}'))[0]?.shown).toBe('1');
    expect(await text('{{n}} {{env:GITHUB_TOKEN}}')).toBe('env-not-agreed');
    expect(await text('{{n}}')).toBe('1');
  });
});

describe('the environment', () => {
  const hostile = '{"token":"{{env:GITHUB_TOKEN}}"}';

  it('is not read for a name that nobody agreed to, and nothing is sent', async () => {
    const { sent, reads, places, secrets } = world();
    const filled = await sent(hostile, { env: ['HOME', 'GITHUB_TOKE', 'GITHUB_TOKEN2'] });
    expect(filled).toMatchObject({ ok: false, problem: { code: 'env-not-agreed' } });
    expect(filled.ok ? '' : filled.problem.message).toContain('GITHUB_TOKEN');
    expect((await places(hostile))[0]).toMatchObject({ shown: '', problem: { code: 'env-not-agreed' } });
    expect(reads).toEqual([]);
    expect(secrets.values()).toEqual([]);
  });
  it('is sent for a name that was agreed to, escaped, and a secret from then on', async () => {
    const { text, secrets } = world();
    const filled = await text(hostile, { env: ['GITHUB_TOKEN'] });
    expect(JSON.parse(filled)).toEqual({ token: TOKEN });
    expect(secrets.values()).toEqual([{ name: 'env:GITHUB_TOKEN', value: TOKEN }]);
  });
  it('is never shown', async () => {
    const { filling } = world();
    const shown = await filling.shown('t', {
      text: hostile,
      wire: { ...HTTP, head: 'authorization: Bearer {{env:GITHUB_TOKEN}}' },
      fill: { env: ['GITHUB_TOKEN'] },
    });
    expect(JSON.stringify(shown)).not.toContain('0123456789');
    expect(shown).toMatchObject({
      ok: true,
      value: {
        text: `{"token":"${'*'.repeat(TOKEN.length + 3)}"}`,
        head: `authorization: Bearer ${'*'.repeat(TOKEN.length)}`,
        places: [{ shown: '••••' }, { in: 'head', shown: '••••' }],
      },
    });
  });
  it('has no members but its own', async () => {
    const { text } = world();
    expect(await text('{{env:__proto__}}', { env: ['__proto__'] })).toBe('env-not-set');
    expect(await text('{{env:toString}}', { env: ['toString'] })).toBe('env-not-set');
    expect(await text('{{env:NOWHERE}}', { env: ['NOWHERE'] })).toBe('env-not-set');
    expect(await text('[{{env:EMPTY}}]', { env: ['EMPTY'] })).toBe('[]');
  });
  it('says of a value that is too short to be masked', async () =>
    expect((await world().places('{{env:PORT}}', { env: ['PORT'] }))[0]?.note).toContain('too short'));
});

describe('the last result', () => {
  const ANSWER =
    '{"id":1,"result":{"n":1.50e1,"s":"a\\u0022\\n{{env:GITHUB_TOKEN}}","o":{"k" : [1]},"__proto__":"p"}}';

  it.each([
    ['{"x":{{last.result:/n}}}', '{"x":1.50e1}'],
    ['{"x":{{last.result:/o}}}', '{"x":{"k" : [1]}}'],
    ['{"x":"{{last.result:/n}}"}', '{"x":"1.50e1"}'],
    ['{"x":"{{last.result:/o}}"}', '{"x":"{\\"k\\" : [1]}"}'],
    ['{"x":"{{last.result:/__proto__}}"}', '{"x":"p"}'],
    ['{"x":{{last.result:/s}}}', '{"x":"a\\u0022\\n{{env:GITHUB_TOKEN}}"}'],
    ['{"x":"-{{last.result:/s}}-"}', '{"x":"-a\\"\\n{{env:GITHUB_TOKEN}}-"}'],
  ])('%s becomes %s', async (text, filled) =>
    expect(await world(ANSWER).text(text, { env: ['GITHUB_TOKEN'] })).toBe(filled),
  );
  it('stands decoded in the head of a request', async () => {
    const wire = { ...HTTP, head: 'x: {{last.result:/n}} {{last.result:/__proto__}}' };
    const filled = await world(ANSWER).sent('', {}, { wire });
    expect(filled).toMatchObject({ ok: true, value: { wire: { head: 'x: 1.50e1 p' } } });
  });
  it('is nothing that is not there', async () => {
    expect(await world(ANSWER).text('{{last.result:/toString}}')).toBe('no-such-place');
    expect(await world('{"error":{}}', 'error').text('{{last.result:}}')).toBe('no-last-result');
    expect(await world(ANSWER).text('{{last.result:}}', { last: { ...LAST, request: 9 } })).toBe(
      'no-last-result',
    );
    const { filling } = world(ANSWER);
    const filled = await filling.fill('t', { text: '{{last.result:}}', how: HOW, fill: { env: [] } });
    expect(filled).toMatchObject({ ok: false, problem: { code: 'no-last-result' } });
  });
});

describe('a text', () => {
  it('is sent as it stands when nobody asked for its placeholders to be filled in', async () => {
    const { filling } = world();
    const text = { text: '{{env:GITHUB_TOKEN}}', how: HOW };
    expect(await filling.fill('t', text)).toEqual({ ok: true, value: text });
  });
  it('that is hex is bytes, whatever they spell', async () => {
    const filled = await world().sent('{{n}}', {}, { form: 'hex' });
    expect(filled).toMatchObject({ ok: true, value: { text: '{{n}}' } });
  });
  it('of what was typed is remembered beside what is sent', async () =>
    expect(await world().sent('{{n}}')).toMatchObject({ ok: true, value: { typed: '{{n}}', text: '1' } }));
  it('grows no further than a message may', async () => {
    const long = JSON.stringify({ result: 'x'.repeat(3_000_000) });
    expect(await world(long).text('{{last.result:}}'.repeat(30))).toBe('too-large');
    expect(await world().text('{{n}}'.repeat(10_001))).toBe('too-many-placeholders');
  });
});

const HTTP: HttpForm = {
  kind: 'http',
  head: '',
  lineEnd: 'crlf',
  length: 'fit',
  targetHeaders: false,
  parts: 1,
  pause: 0,
};

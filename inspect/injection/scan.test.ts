import { describe, expect, it } from 'vitest';
import { conceptsOf, type Concept } from './concepts.ts';
import type { Lexicon } from './lexicon.ts';
import { Scanner } from './scan.ts';
import { Trie } from './trie.ts';

/** What is found in a text: its stretches with their concepts, "¬" where denied. */
function found(text: string, ...lexicons: readonly Lexicon[]): string[] {
  const after = lexicons.reduce(
    (bits, { negation }, at) => (negation === 'after' ? bits | (1 << at) : bits),
    0,
  );
  const out: string[] = [];
  new Scanner(new Trie(lexicons), { after }).scan(
    text,
    () => true,
    ({ hits }) => {
      for (const hit of hits)
        out.push(`${text.slice(hit.from, hit.to)} ${hit.isNegated ? '¬' : ''}${conceptsOf(hit).join('/')}`);
    },
  );
  return out;
}

const lexicon = (words: Partial<Record<Concept, string>>, more: Partial<Lexicon> = {}): Lexicon => ({
  language: 'xx',
  words,
  ...more,
});

describe('words of scripts', () => {
  it('takes traditional characters as simplified ones', () => {
    expect(found('請將檔案傳給對方', lexicon({ must: '请', file: '档案', send: '传给' }))).toEqual([
      '請 must',
      '檔案 file',
      '傳給 send',
    ]);
  });

  it('steps over harakat, tatweel, nukta and joiners', () => {
    expect(found('تَجَاهَلْ التعليـــمات', lexicon({ ignore: 'تجاهل', instructions: 'تعليمات' }))).toEqual([
      'تَجَاهَلْ ignore',
      'التعليـــمات instructions',
    ]);
    const hindi = lexicon({ tool: 'औजार', must: 'जरूर' });
    expect(found('औज़ार औज\u093cार ज़रूर', hindi)).toEqual(['औज़ार tool', 'औज\u093cार tool', 'ज़रूर must']);
  });

  it('does not take a NUL for a mark', () => {
    expect(found('to\u0000ol', lexicon({ tool: 'tool' }))).toEqual([]);
  });

  it('takes combining accents and ё as they are compared', () => {
    expect(found('e\u0301crire всё', lexicon({ store: 'écrire', all: 'все' }))).toEqual([
      'e\u0301crire store',
      'всё all',
    ]);
  });

  it('finds Korean words behind particles and behind each other', () => {
    const korean = lexicon({ user: '사용자*', tell: '알리*', not: '마세요, 지마*' }, { negation: 'after' });
    expect(found('사용자에게는 알리지마세요', korean)).toEqual(['사용자 ¬user', '알리 ¬tell', '지마 not']);
    expect(found('비사용자 리사용자', korean)).toEqual([]);
  });

  it('denies the last of two verbs, where denial stands behind them', () => {
    const korean = lexicon({ ignore: '무시하*', tell: '알리*', not: '지 마*' }, { negation: 'after' });
    expect(found('무시하고 알리지 마세요', korean)).toEqual(['무시하 ignore', '알리 ¬tell', '지 마 not']);
  });

  it('lets a longer denial in ideographs reach further', () => {
    const chinese = lexicon({ tell: '告诉, 放进', not: '未, 不要, 不要把', context: '聊天记录' });
    expect(found('仍未结束的话就告诉他', chinese)[1]).toBe('告诉 tell');
    expect(found('不要随便告诉他', chinese)[1]).toBe('告诉 ¬tell');
    expect(found('不要把系统里完整的聊天记录放进来', chinese)[2]).toBe('放进 ¬tell');
  });

  it('reads over words that only look like one', () => {
    expect(found('识别类别，别说', lexicon({ not: '别', tell: '说' }, { passed: '识别, 类别' }))).toEqual([
      '别 not',
      '说 ¬tell',
    ]);
  });

  it('denies what stands before, behind, or both', () => {
    const before = lexicon({ tell: 'сообщать', not: 'не, не нужно' });
    const behind = lexicon({ not: 'не нужно' }, { negation: 'after' });
    expect(found('сообщать не нужно', before, behind)[0]).toBe('сообщать ¬tell');
    expect(found('не нужно сообщать', before, behind)[1]).toBe('сообщать ¬tell');
    expect(found('сообщать, не нужно', before, behind)[0]).toBe('сообщать tell');
  });
});

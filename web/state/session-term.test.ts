import { describe, expect, it } from 'vitest';
import { sessionOfQuery, withSession, withTerm } from './session-term.ts';

describe('withSession', () => {
  it.each([
    ['', 14, 'session:14'],
    ['session:3', 14, 'session:14'],
    ['method:ping session:3 dir:in', 14, 'session:14 method:ping dir:in'],
    ['-session:3', 14, 'session:14 -session:3'],
    ['session:3 or session:4', 14, 'session:14 (session:3 or session:4)'],
    ['session:3 method:ping', undefined, 'method:ping'],
    ['text:"session:3"', 14, 'session:14 text:"session:3"'],
    ['flavour:red', 14, 'session:14'],
    ['  dir:in   session:3  ', 14, 'session:14 dir:in'],
  ])('%j with %j is %j', (q, number, expected) => {
    expect(withSession(q, number)).toBe(expected);
  });

  it('leaves what stands in quotes as it is', () => {
    expect(withSession('text:"two  spaces" session:3', 4)).toBe('session:4 text:"two  spaces"');
  });
});

describe('sessionOfQuery', () => {
  it.each([
    ['session:14 method:ping', '14'],
    ['method:ping', undefined],
    ['session:1 or session:2', undefined],
    ['-session:1', undefined],
    ['session:1 session:2', undefined],
    ['session~1', undefined],
  ])('%j is limited to %j', (q, expected) => {
    expect(sessionOfQuery(q)).toBe(expected);
  });
});

describe('withTerm', () => {
  it.each([
    ['', 'marked:yes', 'marked:yes'],
    ['dir:in', 'marked:yes', 'dir:in marked:yes'],
    ['dir:in or dir:out', 'marked:yes', '(dir:in or dir:out) marked:yes'],
    ['dir:in marked:yes', 'marked:yes', 'dir:in marked:yes'],
    ['"unclosed', 'marked:yes', 'marked:yes'],
  ])('%j and %j is %j', (q, term, expected) => {
    expect(withTerm(q, term)).toBe(expected);
  });
});

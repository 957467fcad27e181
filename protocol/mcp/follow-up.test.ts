import { describe, expect, it } from 'vitest';
import { readJson } from '../json/read.ts';
import { askedBy, followUpText, responsesText, type Asked, type InputResponse } from './follow-up.ts';

const asked = (text: string): Asked | undefined => askedBy(readJson(text));
const answerWith = (result: string): string => `{"jsonrpc":"2.0","id":7,"result":${result}}`;
const asking = (more: string): string => answerWith(`{"resultType":"input_required"${more}}`);
const REQUEST = '{"jsonrpc": "2.0", "id": 7, "method": "tools/call", "params": {"name": "go"}}';
const yes: InputResponse = { key: 'a', text: '{"action":"accept"}' };

describe('what an answer asks', () => {
  it('names each input and says where its params stand', () => {
    const text = asking(
      ',"inputRequests":{"who":{"method":"elicitation/create","params":{"message":"Who?"}},"dirs":{"method":"roots/list"}},"requestState":"s"',
    );
    const it = asked(text)!;
    expect(it).toMatchObject({ kind: 'retry', more: 0, remarks: [] });
    expect(it.inputs.map(({ key, method }) => [key, method])).toEqual([
      ['who', 'elicitation/create'],
      ['dirs', 'roots/list'],
    ]);
    const { params } = it.inputs[0]!;
    expect(text.slice(params!.from, params!.to)).toBe('{"message":"Who?"}');
    expect(it.inputs[1]!.params).toBeUndefined();
    expect(text.slice(it.requestState!.from, it.requestState!.to)).toBe('"s"');
  });

  it.each([
    ['an ordinary result', answerWith('{"resultType":"complete","inputRequests":{}}')],
    ['a result without a type', answerWith('{"content":[]}')],
    ['a tool result that has a status', answerWith('{"status":"input_required","content":[]}')],
    ['an error of another code', '{"id":1,"error":{"code":-32602,"data":{"elicitations":[{}]}}}'],
    ['no message', '[]'],
    ['nothing', ''],
  ])('is nothing for %s', (_, text) => {
    expect(asked(text)).toBeUndefined();
  });

  it('comes from tasks too, in answers and in notifications', () => {
    const task =
      '"taskId":"__proto__","status":"input_required","inputRequests":{"a":{"method":"roots/list"}}';
    const expected = { kind: 'task', task: '__proto__', inputs: [{ key: 'a' }], requestState: undefined };
    expect(asked(answerWith(`{"resultType":"complete",${task}}`))).toMatchObject(expected);
    expect(asked(`{"method":"notifications/tasks","params":{${task}}}`)).toMatchObject(expected);
    expect(
      asked(`{"method":"notifications/tasks","params":{"taskId":"t","status":"working"}}`),
    ).toBeUndefined();
  });

  it('lists the addresses of -32042', () => {
    const text =
      '{"id":1,"error":{"code":-32042,"data":{"elicitations":[{"mode":"url","elicitationId":"e","url":"https://x"},{}]}}}';
    expect(asked(text)).toMatchObject({ kind: 'urls', inputs: [{ key: 'e' }, { key: '1' }] });
  });

  it.each([
    [',"inputRequests":[1]', 'not an object'],
    [',"inputRequests":"x"', 'not an object'],
    ['', 'neither'],
    [',"requestState":7', 'not a string'],
    [',"inputRequests":{"a":{},"\\u0061":{}}', 'stands twice'],
  ])('is remarked on where it is malformed: %s', (more, words) => {
    expect(asked(asking(more))!.remarks.join()).toContain(words);
  });

  it('is bounded, and says how much was left out', () => {
    const many = Array.from({ length: 10_000 }, (_, k) => `"k${k}":{"method":"roots/list"}`).join(',');
    const it = asked(asking(`,"inputRequests":{${many}}`))!;
    expect([it.inputs.length, it.more]).toEqual([1000, 9000]);
  });
});

describe('a follow-up', () => {
  it('is the request with what was asked for in its params, and nothing else changed', () => {
    const text = asking(',"inputRequests":{"a":{"method":"elicitation/create"}},"requestState":"s"');
    expect(followUpText(REQUEST, text, [yes])).toBe(
      '{"jsonrpc": "2.0", "id": 7, "method": "tools/call", "params": {"name": "go", "inputResponses": { "a": {"action":"accept"} }, "requestState": "s"}}',
    );
  });

  it('keeps odd JSON of the request and of the state as it stands', () => {
    const odd =
      '{"id":1,"params":{ "name":"go",\n  "arguments":{"n":9007199254740993,"x":1e400,"s":"\\u002f\\ud800","s":1} }}';
    const state = String.raw`"\u0061\/\ud83d \"quoted\" é\n"`;
    const said = followUpText(odd, asking(`,"requestState" :${state}`), [])!;
    expect(said).toContain(`"requestState": ${state}`);
    expect(said).toContain('"arguments":{"n":9007199254740993,"x":1e400,"s":"\\u002f\\ud800","s":1}');
    expect(said).not.toContain('inputResponses');
    expect(followUpText(odd, asking(',"requestState":{"a":1e400}'), [])).toContain(
      '"requestState": {"a":1e400}',
    );
  });

  it('goes another round with new responses and the new state', () => {
    const first = followUpText(REQUEST, asking(',"inputRequests":{"a":{}},"requestState":"one"'), [yes])!;
    const again = { key: 'b', text: '{"roots":[]}' };
    const second = followUpText(first, asking(',"inputRequests":{"b":{}},"requestState":"two"'), [again])!;
    expect(JSON.parse(second)).toMatchObject({
      params: { name: 'go', inputResponses: { b: { roots: [] } }, requestState: 'two' },
    });
    expect(second).not.toContain('"a"');
    const third = followUpText(second, asking(',"inputRequests":{"a":{}}'), [yes])!;
    expect(third).not.toContain('requestState');
  });

  it('sends no state back where none was sent, however often the old one stands there', () => {
    const request = '{"params":{"requestState":"x","requestState":"y","name":"go"}}';
    expect(followUpText(request, asking(',"inputRequests":{"a":{}}'), [yes])).toBe(
      '{"params":{"name":"go","inputResponses": { "a": {"action":"accept"} }}}',
    );
  });

  it('leaves one of each where the old ones stand there several times', () => {
    const request =
      '{"params":{"requestState":"x","inputResponses":{}, "name":"go","requestState":"y" /* , */,"inputResponses":1}}';
    const text = asking(',"inputRequests":{"a":{}},"requestState":"s"');
    expect(followUpText(request, text, [yes])).toBe(
      '{"params":{"name":"go","requestState":"s" /* , */,"inputResponses":{ "a": {"action":"accept"} }}}',
    );
  });

  it('takes out every repeated one, whatever stands between them', () => {
    const request = '{"params":{"requestState":1,"requestState":2, "name":"go","requestState":3,}}';
    expect(followUpText(request, asking(''), [])).toBe('{"params":{"name":"go",}}');
    expect(followUpText('{"params":{"requestState":1,"requestState":2,}}', asking(''), [])).toBe(
      '{"params":{}}',
    );
    expect(followUpText('{"params":{"name":"requestState"}}', asking(''), [])).toBe(
      '{"params":{"name":"requestState"}}',
    );
  });

  it('reads a request with thousands of old states once', () => {
    const request = `{"params":{"name":"go"${',"requestState":1'.repeat(20_000)}}}`;
    expect(followUpText(request, asking(''), [])).toBe('{"params":{"name":"go"}}');
  });

  it('writes keys as the server wrote them, and prototype names like any other', () => {
    const text = asking(String.raw`,"inputRequests":{"\u0061":{},"__proto__":{}}`);
    const both = [yes, { key: '__proto__', text: '1' }];
    expect(responsesText(readJson(text), both)).toBe(
      String.raw`{ "\u0061": {"action":"accept"}, "__proto__": 1 }`,
    );
  });

  it('adds params where there are none, and gives up where they cannot take members', () => {
    const text = asking(',"requestState":"s"');
    expect(followUpText('{"id":1}', text, [])).toBe('{"id":1, "params": { "requestState": "s" }}');
    expect(followUpText('{"params":[1]}', text, [])).toBeUndefined();
    expect(followUpText('[1]', text, [])).toBeUndefined();
  });

  it('of -32042 is the request as it was', () => {
    expect(followUpText(REQUEST, '{"error":{"code":-32042,"data":{}}}', [])).toBe(REQUEST);
  });
});

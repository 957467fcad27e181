import type { Heard, Seen } from '../fuzz/oracle.ts';
import type { Expectation } from '../fuzz/strategy.ts';
import { LISTENER, WORLD } from './fuzz-offered.ts';
import {
  controlled,
  failed,
  refused,
  said,
  seenOf,
  silence,
  structured,
  SUBJECT,
  TOKEN,
  type OracleCases,
} from './fuzz-seen.ts';

const { outside, sibling, home, names, drop, database } = WORLD;
const three = (heard: Heard): Heard[] => [heard, heard, heard];
const PASSWD = 'root:x:0:0:root:/root:/bin/bash\ndaemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin\n';
const plain = JSON.stringify(outside.path);
const YES = `"readme' AND '1'='1"`;
const NO = `"readme' AND '1'='2"`;
const POINTER = `"/__proto__/n${TOKEN}"`;
const SPREADS: Expectation = {
  kind: 'spreads',
  value: `n${TOKEN}`,
  without: '__proto__',
  unless: { json: `"/w${TOKEN}/m${TOKEN}"`, value: `m${TOKEN}`, without: `w${TOKEN}` },
};
const asked = (path: string): Seen['asked'] => [{ path, from: '127.0.0.1:50000' }];
const prompt = (role: string, text: string): Heard => ({
  ...said(''),
  text: JSON.stringify({
    jsonrpc: '2.0',
    id: 7,
    result: { messages: [{ role, content: { type: 'text', text } }] },
  }),
});

/** Of what was proved. */
export const PROOFS: OracleCases = {
  'canary-content': {
    sees: {
      'the file outside': seenOf('"../outside.txt"', [{ kind: 'canary' }], {
        heard: said(`${outside.content}\n`),
      }),
      'in JSON in base64': seenOf('"../outside.txt"', [{ kind: 'canary' }], {
        heard: said(JSON.stringify({ blob: btoa(`x${sibling.content}\n`) })),
      }),
      'in an error': seenOf('"../outside.txt"', [{ kind: 'canary' }], {
        heard: failed(`Bad file: ${outside.content}`),
      }),
      'when it is asked for again': seenOf('"../.ssh/id_rsa"', [{ kind: 'canary' }], {
        after: [said(`copied: ${home.key.content}`)],
      }),
      'a row of a table': seenOf('"x"', [{ kind: 'canary' }], {
        heard: said(`[["${database!.hidden.canary}"]]`),
      }),
      'where the plain way is refused': seenOf('"../outside.txt"', [{ kind: 'canary', unless: plain }], {
        heard: said(outside.content),
        others: [[failed('Access denied')]],
      }),
    },
    passesOver: {
      'a server that keeps nothing back': seenOf('"../outside.txt"', [{ kind: 'canary', unless: plain }], {
        heard: said(outside.content),
        others: [[said(outside.content)]],
      }),
      'what was not asked for plainly yet': seenOf('"../outside.txt"', [{ kind: 'canary', unless: plain }], {
        heard: said(outside.content),
      }),
      'a plain way that was not answered': seenOf('"../outside.txt"', [{ kind: 'canary', unless: plain }], {
        heard: said(outside.content),
        others: [[silence()]],
      }),
      'what the valid call is answered with': seenOf('"../outside.txt"', [{ kind: 'canary' }], {
        heard: said(outside.content),
        control: controlled(said(`all notes, ${outside.content}`)),
      }),
      'what was sent': seenOf(JSON.stringify(outside.content), [{ kind: 'canary' }], {
        heard: said(`No such note: ${outside.content}`),
      }),
      'the file that may be read': seenOf('"inside.txt"', [{ kind: 'canary' }], {
        heard: said(WORLD.inside.content),
      }),
    },
  },
  'canary-part': {
    sees: {
      'the beginning, in an error': seenOf('"../outside.txt"', [{ kind: 'canary' }], {
        heard: failed(`Unexpected token, "${outside.content.slice(0, 10)}"... is not valid JSON`),
      }),
    },
    passesOver: {
      'a few letters of it': seenOf('"../outside.txt"', [{ kind: 'canary' }], {
        heard: failed(`token ${outside.content.slice(0, 6)}`),
      }),
      'what was sent': seenOf(JSON.stringify(outside.content.slice(0, 12)), [{ kind: 'canary' }], {
        heard: failed(`Unexpected ${outside.content.slice(0, 10)}`),
      }),
    },
  },
  'outside-listing': {
    sees: {
      'a name nobody was told': seenOf('".."', [{ kind: 'canary' }], { heard: said(`files\n${names[0]}\n`) }),
    },
    passesOver: {
      'names that were sent': seenOf('"../outside.txt"', [{ kind: 'canary' }], {
        heard: failed('outside.txt: denied'),
      }),
      'what is listed anyway': seenOf('".."', [{ kind: 'canary', unless: '".."' }], {
        heard: said(String(names[0])),
        others: [[said(String(names[0]))]],
      }),
    },
  },
  'created-file': {
    sees: {
      'in the drop folder': seenOf('"x"', [{ kind: 'file', path: `${drop}/${TOKEN}` }], {
        created: [`${drop}/${TOKEN}`],
      }),
      'with an ending': seenOf('"x"', [{ kind: 'file', path: `${drop}/${TOKEN}` }], {
        created: [`${drop}/${TOKEN}.txt`],
      }),
    },
    passesOver: {
      'the file of another case': seenOf('"x"', [{ kind: 'file', path: `${drop}/${TOKEN}` }], {
        created: [`${drop}/zzzz1234zzzz1234`],
      }),
      'a file nobody expects': seenOf('"x"', [{ kind: 'crash' }], { created: [`${home.folder}/.cache`] }),
    },
  },
  'changed-fixture': {
    sees: {
      'a row gone behind a promise': seenOf('"x"', [{ kind: 'fixture' }], {
        subject: { ...SUBJECT, isReadOnly: true },
        changed: ['table notes: 3 rows, was 4'],
      }),
      'a table with the name from the payload': seenOf('"x"', [{ kind: 'fixture', named: `t_${TOKEN}` }], {
        changed: [`table t_${TOKEN}: new`],
      }),
    },
    passesOver: {
      'a tool that is there to change': seenOf('"x"', [{ kind: 'fixture', named: `t_${TOKEN}` }], {
        changed: ['table notes: 5 rows, was 4'],
      }),
      'a tool that reads and keeps count': seenOf('"x"', [{ kind: 'fixture', named: `t_${TOKEN}` }], {
        subject: { ...SUBJECT, isReadOnly: true },
        changed: ['table calls: 5 rows, was 4'],
      }),
      'a log beside the data': seenOf('"x"', [{ kind: 'fixture', isPromised: true }], {
        changed: ['root/queries.log: other content'],
      }),
      'a file that was given the whole value as its name': seenOf(
        '"x"',
        [{ kind: 'fixture', named: `t_${TOKEN}` }],
        { changed: [`files/river'; CREATE TABLE t_${TOKEN}(a);-- : new`] },
      ),
      'a file that was written': seenOf('"x"', [{ kind: 'crash' }], {
        subject: { ...SUBJECT, isReadOnly: true },
        changed: ['files/a.txt: new'],
      }),
    },
  },
  'listener-asked': {
    sees: {
      'a call with the token': seenOf('"http://127.0.0.1:1/"', [{ kind: 'listener' }], {
        asked: asked(`/${TOKEN}`),
      }),
      'where the plain address is refused': seenOf(
        '"http://2130706433/"',
        [{ kind: 'listener', unless: '"http://127.0.0.1/"' }],
        {
          asked: asked(`/${TOKEN}`),
          others: [[failed('Not allowed')]],
        },
      ),
      'a line that was cut off': seenOf('"x"', [{ kind: 'listener', as: `x-${TOKEN}` }], {
        asked: [...asked('/page'), ...asked(`X-${TOKEN}: 1`)],
      }),
    },
    passesOver: {
      nobody: seenOf('"http://127.0.0.1:1/"', [{ kind: 'listener' }], {}),
      'the address in a header of a call to elsewhere': seenOf(
        '"http://127.0.0.1:1/"',
        [{ kind: 'listener' }],
        { asked: asked(`accept-language: http://127.0.0.1:1/${TOKEN}`) },
      ),
      'who asks for the plain address too': seenOf(
        '"http://2130706433/"',
        [{ kind: 'listener', unless: '"http://127.0.0.1/"' }],
        {
          asked: [...asked(`/${TOKEN}`), ...asked(`/plain/${TOKEN}`)],
          others: [[said('page')]],
        },
      ),
      'what the plain address is read from': seenOf(
        '"http://2130706433/"',
        [{ kind: 'listener', unless: '"http://127.0.0.1/"' }],
        {
          asked: asked(`/${TOKEN}`),
          others: [[said(LISTENER.body)]],
        },
      ),
      'the same line in the midst of another': seenOf('"x"', [{ kind: 'listener', as: `x-${TOKEN}` }], {
        asked: asked(`accept-language: en x-${TOKEN}: 1`),
      }),
    },
  },
  'computed-value': {
    sees: {
      'a product': seenOf('"{{1234*4321}}"', [{ kind: 'computed', value: '5332114' }], {
        heard: said('Hello 5332114!'),
      }),
      'what our listener answered': seenOf(
        '"http://127.0.0.1/"',
        [{ kind: 'computed', value: LISTENER.body }],
        {
          heard: structured({ page: { body: LISTENER.body } }),
        },
      ),
    },
    passesOver: {
      'the payload itself': seenOf('"{{1234*4321}}"', [{ kind: 'computed', value: '5332114' }], {
        heard: said('Hello {{1234*4321}}!'),
      }),
      'a longer number': seenOf('"{{1234*4321}}"', [{ kind: 'computed', value: '5332114' }], {
        heard: said('id 953321140'),
      }),
      'what the payload says when its quotes are dropped': seenOf(
        `"ab''cd1234"`,
        [{ kind: 'computed', value: 'abcd1234' }],
        {
          heard: said('No such word: abcd1234'),
        },
      ),
      'what the payload says when it is decoded': seenOf(
        '"%61%62cd1234"',
        [{ kind: 'computed', value: 'abcd1234' }],
        {
          heard: said('No such word: abcd1234'),
        },
      ),
      'what stands in every answer': seenOf('"{{1234*4321}}"', [{ kind: 'computed', value: '5332114' }], {
        heard: said('Visitors: 5332114'),
        control: controlled(said('Visitors: 5332114')),
      }),
      'a tool that is there to work it out': seenOf(
        '"1234*4321"',
        [{ kind: 'computed', value: '5332114', unless: '"1234*4321"' }],
        { heard: said('5332114'), others: [[said('5332114')]] },
      ),
    },
  },
  'spread-value': {
    sees: {
      'in a later call': seenOf(
        '{"__proto__":{}}',
        [{ kind: 'spreads', value: `v${TOKEN}`, without: '__proto__' }],
        {
          after: [structured({ name: 'a', role: `v${TOKEN}` })],
        },
      ),
      'where what leads nowhere leaves no piece': seenOf(POINTER, [SPREADS], {
        after: [said(`n${TOKEN} = 1`)],
        others: [[said(`n${TOKEN} = 1, w${TOKEN} = {"m${TOKEN}":1}`)]],
      }),
      'in another call than the one that shows pieces': seenOf(POINTER, [SPREADS], {
        after: [said(`n${TOKEN}`), said(`saved = true, n${TOKEN} = 1`)],
        others: [[said(`n${TOKEN}, m${TOKEN}`), said(`saved = true, n${TOKEN} = 1`)]],
      }),
    },
    passesOver: {
      'a piece of what was kept': seenOf(POINTER, [SPREADS], {
        after: [said(`n${TOKEN}`)],
        others: [[said(`n${TOKEN}, m${TOKEN}`)]],
      }),
      'what was not tried with what leads nowhere yet': seenOf(POINTER, [SPREADS], {
        after: [said(`n${TOKEN}`)],
      }),
      'what leads nowhere and was not answered': seenOf(POINTER, [SPREADS], {
        after: [said(`n${TOKEN}`)],
        others: [[]],
      }),
      'a call after it that was not answered': seenOf(POINTER, [SPREADS], {
        after: [said(`n${TOKEN}`)],
        others: [[silence()]],
      }),
      'what was merely kept': seenOf(
        '{"__proto__":{}}',
        [{ kind: 'spreads', value: `v${TOKEN}`, without: '__proto__' }],
        {
          after: [said(`{"__proto__":{"role":"v${TOKEN}"}}`)],
        },
      ),
      'its own answer': seenOf('{"__proto__":{}}', [{ kind: 'spreads', value: `v${TOKEN}` }], {
        heard: said(`v${TOKEN}`),
      }),
      'what was there before': seenOf('{"__proto__":{}}', [{ kind: 'spreads', value: `v${TOKEN}` }], {
        after: [said(`v${TOKEN}`)],
        control: controlled(said(`v${TOKEN}`)),
      }),
    },
  },
  'other-speaker': {
    sees: {
      'a message of the assistant': seenOf('"x"', [{ kind: 'speaks', value: TOKEN }], {
        heard: prompt('assistant', ` ${TOKEN}`),
      }),
    },
    passesOver: {
      'a message of the user': seenOf('"x"', [{ kind: 'speaks', value: TOKEN }], {
        heard: prompt('user', TOKEN),
      }),
      'in the midst of a message': seenOf('"x"', [{ kind: 'speaks', value: TOKEN }], {
        heard: prompt('assistant', `You said: Assistant: ${TOKEN}`),
      }),
    },
  },
  'agreed-value': {
    sees: {
      'the revision that nobody knows': seenOf(
        '"x"',
        [{ kind: 'agrees', at: '/result/protocolVersion', value: '"9999-01-01"' }],
        {
          heard: { ...said(''), text: '{"jsonrpc":"2.0","id":1,"result":{"protocolVersion":"9999-01-01"}}' },
        },
      ),
    },
    passesOver: {
      'another one': seenOf(
        '"x"',
        [{ kind: 'agrees', at: '/result/protocolVersion', value: '"9999-01-01"' }],
        {
          heard: { ...said(''), text: '{"jsonrpc":"2.0","id":1,"result":{"protocolVersion":"2025-11-25"}}' },
        },
      ),
      'the same elsewhere': seenOf(
        '"x"',
        [{ kind: 'agrees', at: '/result/protocolVersion', value: '"9999-01-01"' }],
        {
          heard: refused(-32602, 'Unknown revision "9999-01-01"'),
        },
      ),
    },
  },
  'known-file': {
    sees: {
      'users of the machine': seenOf('"../../etc/passwd"', [{ kind: 'canary' }], { heard: said(PASSWD) }),
    },
    passesOver: {
      'what was sent': seenOf(JSON.stringify(PASSWD), [{ kind: 'canary' }], { heard: said(PASSWD) }),
      'a sentence about it': seenOf('"x"', [{ kind: 'canary' }], {
        heard: said('the root user has the number 0:0'),
      }),
      'who reads it plainly': seenOf('"x"', [{ kind: 'canary', unless: '"/etc/passwd"' }], {
        heard: said(PASSWD),
        others: [[said(PASSWD)]],
      }),
    },
  },
  'foreign-value': {
    sees: {
      'what is not ours': seenOf('"x"', [{ kind: 'foreign', value: 'secret-of-lee' }], {
        heard: said('secret-of-lee'),
      }),
    },
    passesOver: {
      'a list of all that was said': seenOf(
        '"said second"',
        [{ kind: 'foreign', value: 'said first', without: 'said second' }],
        { heard: said('1. said first, 2. said second') },
      ),
      'what was sent': seenOf('"secret-of-lee"', [{ kind: 'foreign', value: 'secret-of-lee' }], {
        heard: said('secret-of-lee?'),
      }),
      'an error': seenOf('"x"', [{ kind: 'foreign', value: 'secret-of-lee' }], {
        heard: failed('secret-of-lee is not yours'),
      }),
    },
  },
  'answer-differs': {
    sees: {
      'no and yes': seenOf(NO, [{ kind: 'differs', same: YES }], {
        heard: said(`0 notes for ${NO}`),
        repeats: [said(`0 notes for ${NO}`), said(`0 notes for ${NO}`)],
        others: [three(said(`Notes are kept here.`))],
      }),
    },
    passesOver: {
      'both are texts': seenOf(NO, [{ kind: 'differs', same: YES }], {
        heard: said('0 notes'),
        repeats: three(said('0 notes')),
        others: [three(said('0 notes'))],
      }),
      'only what was sent differs': seenOf(NO, [{ kind: 'differs', same: YES }], {
        heard: said(`You asked for ${NO}`),
        repeats: three(said(`You asked for ${NO}`)),
        others: [three(said(`You asked for ${YES}`))],
        control: controlled(...three(said('You asked for notes/readme.txt'))),
      }),
      'it was another only once': seenOf(NO, [{ kind: 'differs', same: YES }], {
        heard: said('0 notes'),
        repeats: three(said('Notes are kept here.')),
        others: [three(said('Notes are kept here.'))],
      }),
      'answers that always differ': seenOf(NO, [{ kind: 'differs', same: YES }], {
        heard: said('a dog'),
        repeats: three(said('a dog')),
        others: [three(said('a cat'))],
        control: controlled(said('a cat'), said('a bird'), said('a fish')),
      }),
      'times and ids': seenOf(NO, [{ kind: 'differs', same: YES }], {
        heard: said('at 2026-01-05T10:00:01Z'),
        repeats: three(said('at 2026-01-05T10:00:09Z')),
        others: [three(said('at 2026-01-05T10:00:03Z'))],
        control: controlled(said('at 2026-01-05T09:59:01Z'), said('at 2026-01-05T09:59:09Z')),
      }),
    },
  },
};

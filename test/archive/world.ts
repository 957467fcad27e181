import { join } from 'node:path';
import { Archives, type ArchivesOptions } from '../../bridge/archive/archives.ts';
import type { Journal } from '../../bridge/journal/journal.ts';
import { Recorder, Scratch } from '../journal/recorder.ts';

/** Journals of one test file, removed at its end. */
export const many = new Scratch();

export interface World {
  dir: string;
  journal: Journal;
  archives: Archives;
  /** Two sessions with frames of every build: slices, stored payloads, large ones, bytes that are no text. */
  recordMixed(): Promise<string[]>;
}

/** A journal with its session files, and no bridge around them. */
export function openWorld(more: Partial<ArchivesOptions> = {}): World {
  const dir = many.folder();
  const journal = many.open(dir);
  const archives = new Archives({
    sessionsFolder: join(dir, 'sessions'),
    build: 'test',
    journal,
    findings: () => Promise.resolve(undefined),
    triage: () => undefined,
    secrets: () => [],
    arrived() {},
    now: () => 1e12,
    ...more,
  });
  const recordMixed = async (): Promise<string[]> => {
    const ids: string[] = [];
    for (let nth = 0; nth < 2; nth++) {
      const session = new Recorder(journal, 'mixed');
      session.sent(`{"jsonrpc":"2.0","id":1,"method":"tools/list"}\n`, { firstByte: 1.25 });
      session.received(`{"jsonrpc":"2.0","id":1,"result":{"tools":[{"name":"caf\u00e9 \ud83d\ude00"}]}}\r\n`);
      session.received(Buffer.from([0xff, 0xfe, 0x00, 0x80, 0x0a]).toString('latin1'), { channel: 'stderr' });
      session.add(Buffer.from([0xc3, 0x28, 0xff, 0x0a]), { channel: 'stdout' });
      session.add('\u0000\u0001\u0002'.repeat(40), { problem: 'no JSON' });
      const head = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n';
      const message = Buffer.from('{"jsonrpc":"2.0","method":"notifications/x","params":{}}');
      const http = {
        startLine: 'HTTP/1.1 200 OK',
        headers: [['Transfer-Encoding', 'chunked']] as [string, string][],
        status: 200,
        bodyAt: head.length,
      };
      session.add(
        `${head}${message.length.toString(16)}\r\n${message.toString()}\r\n0\r\n\r\n`,
        {
          channel: 'c1<',
          toward: 'client',
          author: 'server',
          http,
          answers: 1,
          sse: { event: 'x', id: '\ud83d\ude00' },
        },
        { kind: 'stored', bytes: message.length },
        message,
      );
      session.add('', {}, { kind: 'none' });
      const wide = Buffer.from(`{"jsonrpc":"2.0","id":2,"result":"${'\u20ac'.repeat(300_000)}"}\n`);
      session.large([wide.subarray(0, 500_001), wide.subarray(500_001)]);
      session.large([Buffer.alloc(700_000, 0xe2)], { channel: 'stderr' });
      await session.end();
      ids.push(session.session.id);
    }
    return ids;
  };
  return { dir, journal, archives, recordMixed };
}

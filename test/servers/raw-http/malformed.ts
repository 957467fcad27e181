// HTTP that breaks HTTP. Each script answers every request, or does so once and hangs up.
import { answering, chunk, idOf, json, type Script } from './server.ts';

const RESULT = '{"jsonrpc":"2.0","id":1,"result":{}}';

/** Writes the text after the first request and closes. */
export const saying =
  (...parts: (string | Uint8Array)[]): Script =>
  async (talker) => {
    if ((await talker.request()) === undefined) return;
    for (const part of parts) await talker.write(part);
    talker.end();
  };

export const malformedStatusLine = saying('HTTP/1.1 OK\r\nContent-Length: 2\r\n\r\n{}');
export const notHttpAtAll: Script = async (talker) => {
  // And waits for ever, as a mail or database server would.
  await talker.write('220 mail.example ESMTP\r\n');
};
export const headerWithoutColon = saying(
  `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nthis is no header\r\nContent-Length: ${RESULT.length}\r\n\r\n${RESULT}`,
);
export const bareLineFeeds = saying(
  `HTTP/1.1 200 OK\nContent-Type: application/json\nContent-Length: ${RESULT.length}\n\n${RESULT}`,
);
export const bothLengths = saying(
  `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n`,
  chunk(RESULT),
  '0\r\n\r\n',
);
export const badChunkSize = saying(
  'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n',
  chunk(RESULT.slice(0, 10)),
  'not hex\r\nand so on\r\n',
);
export const chunkTooLong = saying(
  'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n',
  `5\r\n${RESULT}\r\n0\r\n\r\n`,
);
export const lengthTooSmall = saying(
  `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 10\r\n\r\n${RESULT}`,
);
export const lengthTooLarge = saying(
  `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n${RESULT}`,
);
export const cutInTheHead = saying('HTTP/1.1 200 OK\r\nContent-Ty');
export const closedWithoutAnswer = saying();

export const resetMidBody: Script = async (talker) => {
  if ((await talker.request()) === undefined) return;
  await talker.write(
    `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n${RESULT}`,
  );
  // Not before the client has read it: a reset throws away what is still on its way.
  setTimeout(() => talker.reset(), 100);
};

export const endlessHead: Script = async (talker) => {
  if ((await talker.request()) === undefined) return;
  await talker.write('HTTP/1.1 200 OK\r\n');
  for (let at = 0; await talker.write(`X-${at}: ${'a'.repeat(1000)}\r\n`); at++);
};

/** 100 and 103 before the answer, which is itself by the book. */
export const interimHeads = answering(async (request, talker) => {
  await talker.write('HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n');
  await talker.write(json({ jsonrpc: '2.0', id: idOf(request), result: {} }));
});

/** The whole answer twice: the second belongs to no request. */
export const answersTwice = answering(async (request, talker) => {
  const answer = json({ jsonrpc: '2.0', id: idOf(request), result: {} });
  await talker.write(Buffer.concat([answer, answer]));
});

/** Answers without having been asked. */
export const speaksFirst: Script = async (talker) => {
  await talker.write(json({ jsonrpc: '2.0', id: 1, result: {} }));
};

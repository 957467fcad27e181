import type { RawHeader } from '../../protocol/frame.ts';
import type { Outcome, Problem } from '../../protocol/problem.ts';
import type { AnswerEnd } from './answer.ts';
import { Endpoint, type Asked, type HttpReach } from './endpoint.ts';
import type { RecordedEvent } from './event-stream.ts';
import { HTTP_LIMITS } from './http-limits.ts';
import { redirectProblem } from './redirect.ts';
import { originOf } from './request.ts';
import { quoted } from './response-head.ts';
import { sendExact } from './send-exact.ts';
import type { HttpOptions } from './streamable-http.ts';
import type { CloseReport, Outgoing, SendResult, Sent, Transport } from './transport.ts';
import { isSameServer } from './same-server.ts';

/**
 * MCP over HTTP with SSE as of 2024-11-05: one GET stream on which everything comes back, and a URL,
 * named by its first event, to which messages are posted.
 */
export function createLegacySse(options: HttpOptions): Transport {
  return new LegacySse({ ...options, limits: { ...HTTP_LIMITS, ...options.limits } });
}

class LegacySse implements Transport {
  readonly kind = 'legacy-sse';
  #reach: HttpReach;
  #endpoint: Endpoint;
  #address: URL | undefined;
  #stream: Asked | undefined;
  #isClosing = false;

  constructor(reach: HttpReach) {
    this.#reach = reach;
    this.#endpoint = new Endpoint(reach);
  }

  /** Resolves once the `endpoint` event has come; it waits as long as the stream stays open. */
  async open(): Promise<Problem | undefined> {
    const unreachable = await this.#endpoint.connect();
    if (unreachable !== undefined) return unreachable;
    let answer: (problem: Problem | undefined) => void = () => {};
    const opened = new Promise<Problem | undefined>((resolve) => (answer = resolve));
    const asked = await this.#endpoint.ask({
      method: 'GET',
      url: this.#endpoint.url,
      headers: [
        ['Accept', 'text/event-stream'],
        ['Cache-Control', 'no-cache'],
      ],
      origin: { author: 'client' },
      listener: {
        event: (event) => {
          if (event.fields.event === 'endpoint') answer(this.#noteAddress(event));
        },
      },
    });
    if (!asked.ok) return asked.problem;
    this.#stream = asked.value;
    void asked.value.end.then((end) => {
      // Whoever waits for the endpoint learns why it never came; afterwards nobody listens to this.
      answer(this.#noStream(end));
      if (this.#address !== undefined) this.#tellGone(end);
    });
    const problem = await opened;
    if (problem !== undefined) asked.value.abort('we closed the stream');
    return problem;
  }

  async send(outgoing: Outgoing): Promise<Sent> {
    const failed = (problem: Problem): Sent => ({
      frame: 0,
      done: Promise.resolve({ kind: 'failed', problem }),
      abort() {},
    });
    if (this.#address === undefined) {
      return failed({
        code: 'not-open',
        message: 'The server has not said yet where messages are to be posted.',
      });
    }
    const { message, exact, hold, headers = [] } = outgoing;
    if (exact !== undefined)
      return sendExact(
        this.#endpoint,
        { ...outgoing, exact },
        { expectsMessage: false, answersElsewhere: true, tell: (problem) => this.#tell(problem) },
      );
    const asked = await this.#endpoint.ask({
      method: 'POST',
      url: this.#address,
      headers,
      body: message,
      origin: originOf(outgoing),
      ...(hold === undefined ? {} : { hold }),
      listener: { recorded: (frame) => outgoing.recorded?.(frame) },
    });
    if (!asked.ok) return failed(asked.problem);
    let isAborted = false;
    const { frame, written, end, abort } = asked.value;
    if (hold === undefined) await written;
    return {
      frame,
      done: end.then((it) => this.#resultOf(it, isAborted)),
      abort() {
        isAborted = true;
        abort('we closed the connection');
      },
    };
  }

  usualHead(
    headers: RawHeader[],
    message: Uint8Array,
  ): Promise<Outcome<{ text: string; targetHeaders: string[] }>> {
    return this.#endpoint.usualHead(this.#address ?? this.#endpoint.url, headers, message.length);
  }

  async close(): Promise<CloseReport> {
    this.#isClosing = true;
    const open = this.#endpoint.open;
    await this.#endpoint.close('we closed the connection');
    return {
      steps: [
        this.#stream === undefined ? 'no stream was open' : `closed the stream, ${open} connections in all`,
      ],
    };
  }

  /** The first `endpoint` event decides. Another server as address would get our messages and our credentials. */
  #noteAddress({ message }: RecordedEvent): Problem | undefined {
    const text = message?.toString('utf8') ?? '';
    const { url } = this.#endpoint;
    if (this.#address !== undefined) {
      this.#tell({
        code: 'endpoint-again',
        message: `The server named another address for messages, ${quoted(text)}; messages still go to ${quoted(this.#address.href)}.`,
        hint: 'In 2024-11-05 the endpoint event comes once, at the beginning.',
      });
      return undefined;
    }
    if (text === '' || !URL.canParse(text, url.href)) {
      return {
        code: 'bad-endpoint',
        message: `The endpoint event of ${url.host} holds ${quoted(text)}, which is not an address.`,
        hint: 'It has to hold the URI that messages are posted to.',
      };
    }
    const address = new URL(text, url.href);
    if (!isSameServer(address, url)) {
      return {
        code: 'endpoint-elsewhere',
        message: `The server at ${url.origin} wants messages to be posted to ${quoted(address.href)}, which is another server. Nothing was sent there.`,
        hint: 'This would hand messages and credentials to a third party. If you trust that server, use its own address as the target.',
      };
    }
    address.username = '';
    address.password = '';
    address.hash = '';
    this.#address = address;
    return undefined;
  }

  #noStream(end: AnswerEnd): Problem {
    const { url } = this.#endpoint;
    const status = end.head?.status;
    if (status === undefined || end.frame === undefined) return this.#endpoint.problemOf(end, 'GET');
    if (!end.isEventStream) {
      this.#reach.context.tell({ kind: 'refused', status, frame: end.frame, head: end.head! });
      const redirect = redirectProblem('GET', url, end.head!);
      if (redirect !== undefined) return redirect;
      return {
        code: status === 401 || status === 403 ? 'unauthorised' : 'no-event-stream',
        message: `GET ${url.origin}${url.pathname} was answered ${quoted(end.head!.startLine)}, not with an event stream.`,
        hint: 'Servers of 2024-11-05 answer GET with text/event-stream; check the path of the URL, often /sse.',
      };
    }
    return {
      code: 'no-endpoint',
      message: `The event stream of ${url.host} ended${end.missing === undefined ? '' : ` (${end.missing})`} before it named where messages are to be posted.`,
      hint: 'A server of 2024-11-05 begins its stream with an endpoint event.',
    };
  }

  #tellGone({ missing }: AnswerEnd): void {
    const note = this.#isClosing
      ? 'we closed the stream'
      : `the server ended the stream${missing === undefined ? '' : `: ${missing}`}`;
    this.#reach.context.tell({ kind: 'gone', note, expected: this.#isClosing });
  }

  #resultOf(end: AnswerEnd, isAborted: boolean): SendResult {
    const { frame, head, messages, missing } = end;
    if (frame === undefined || head?.status === undefined || (missing !== undefined && !isAborted)) {
      return { kind: 'failed', problem: this.#endpoint.problemOf(end, 'POST') };
    }
    const redirect = redirectProblem('POST', this.#address!, head);
    if (redirect !== undefined) this.#tell(redirect);
    // The answer comes on the stream: an accepted POST says no more than that it was taken, often with the
    // word “Accepted” as its body. An answer in the body would be recorded and paired like any other.
    if (head.status >= 200 && head.status < 300) return { kind: 'written' };
    return { kind: 'http', status: head.status, frame, head, messages, aborted: isAborted };
  }

  #tell(problem: Problem): void {
    this.#reach.context.tell({ kind: 'problem', problem });
  }
}

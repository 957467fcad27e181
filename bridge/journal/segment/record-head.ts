import type { FrameHead, Payload } from '../../../protocol/frame.ts';

/** Writes `{"head":…,"payload":…}` of frames; a flood of small frames spends most of its time here. */
export class RecordHeadText {
  #channel = '';
  #toward = '';
  #leg = '';
  #author = '';
  /** The text up to the time, for the channel written last. */
  #begin = '';

  write(head: FrameHead, payload: Payload): string {
    if (!isPlain(head) || payload.kind === 'stored') return JSON.stringify({ head, payload });
    const { channel, toward, leg, author } = head;
    if (
      channel !== this.#channel ||
      toward !== this.#toward ||
      leg !== this.#leg ||
      author !== this.#author
    ) {
      [this.#channel, this.#toward, this.#leg, this.#author] = [channel, toward, leg, author];
      this.#begin = `{"head":${JSON.stringify({ channel, toward, leg, author }).slice(0, -1)},"wall":`;
    }
    const where = payload.kind === 'none' ? '' : `,"from":${payload.from},"to":${payload.to}`;
    return `${this.#begin}${head.wall},"mono":${head.mono}},"payload":{"kind":"${payload.kind}"${where}}}`;
  }
}

/** Nothing but what every frame has, and times that JSON can hold. */
function isPlain(head: FrameHead): boolean {
  return (
    head.http === undefined &&
    head.answers === undefined &&
    head.sse === undefined &&
    head.problem === undefined &&
    head.run === undefined &&
    head.case === undefined &&
    head.firstByte === undefined &&
    head.masked === undefined &&
    Number.isFinite(head.wall) &&
    Number.isFinite(head.mono)
  );
}

import type { FrameHead } from '../../../protocol/frame.ts';

/** How the bytes of a body stand on the wire. */
export interface BodyForm {
  isChunked: boolean;
  isPacked: boolean;
}

const PLAIN: BodyForm = { isChunked: false, isPacked: false };
const MOST = 100_000;

/** What the last head of each channel said of the body that follows it. Heads are met in order. */
export class Channels {
  #forms = new Map<string, BodyForm>();

  meet({ channel, http }: FrameHead): BodyForm {
    if (http === undefined) return this.#forms.get(channel) ?? PLAIN;
    const said = (name: string): string =>
      http.headers
        .filter(([one]) => one.toLowerCase() === name)
        .map(([, value]) => value.toLowerCase())
        .join(',');
    const packing = `${said('content-encoding')},${said('transfer-encoding')}`;
    const form = {
      isChunked: said('transfer-encoding').includes('chunked'),
      isPacked: packing.split(',').some((one) => !/^\s*(?:identity|chunked)?\s*$/.test(one)),
    };
    if (this.#forms.size >= MOST) this.#forms.delete(this.#forms.keys().next().value!);
    this.#forms.set(channel, form);
    return form;
  }
}

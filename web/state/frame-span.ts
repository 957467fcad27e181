/** A run of frames of one session, by seq; either end may be left open. */
export interface FrameSpan {
  from?: number;
  to?: number;
}

/** `12-40`, `12-`, `-40`. */
export function formatSpan({ from, to }: FrameSpan): string {
  return `${from ?? ''}-${to ?? ''}`;
}

/** Undefined: no run is named, so it is all of them. */
export function parseSpan(text: string): FrameSpan | undefined {
  const found = /^(\d{1,12})?-(\d{1,12})?$/.exec(text);
  if (found === null || text === '-') return undefined;
  const [, from, to] = found;
  return {
    ...(from === undefined ? {} : { from: Number(from) }),
    ...(to === undefined ? {} : { to: Number(to) }),
  };
}

export function isWithin(seq: number, { from = 0, to = Infinity }: FrameSpan = {}): boolean {
  return seq >= from && seq <= to;
}

/** One end put elsewhere; an end that lies beyond the other one opens it. */
export function withEnd(
  span: FrameSpan | undefined,
  end: keyof FrameSpan,
  seq: number | undefined,
): FrameSpan | undefined {
  const other = end === 'from' ? 'to' : 'from';
  const kept = span?.[other];
  const isCrossed = seq !== undefined && kept !== undefined && (end === 'from' ? seq > kept : seq < kept);
  const made: FrameSpan = {
    ...(seq === undefined ? {} : { [end]: seq }),
    ...(kept === undefined || isCrossed ? {} : { [other]: kept }),
  };
  return Object.keys(made).length === 0 ? undefined : made;
}

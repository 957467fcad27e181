import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { FrameHead, Payload } from '../../../protocol/frame.ts';
import { RECORD_BYTES, RecordKind, sealOf, segmentName, segmentNumber } from './format.ts';
import { FrameFile } from './frame-file.ts';
import { completesFrame, walkSegment } from './walk.ts';

/** A frame met while a session is gone through. Its bytes can be read until the next one is asked for. */
export interface WalkedFrame {
  seq: number;
  head: FrameHead;
  payload: Payload;
  rawBytes: number;
  /** Bytes [from, to) of the raw bytes, or of the payload wherever it lies. */
  read(part: 'raw' | 'payload', from: number, to: number): Promise<Uint8Array>;
}

/** All frames of a session from its files, in order, with no need of an index. What is damaged is passed over. */
export async function* walkSession(sessionsFolder: string, id: string): AsyncGenerator<WalkedFrame> {
  const folder = join(sessionsFolder, id);
  const seal = sealOf(id);
  const segments = readdirSync(folder)
    .flatMap((name) => segmentNumber(name) ?? [])
    .sort((a, b) => a - b);
  let last = 0;
  for (const segment of segments) {
    for (const entry of walkSegment(join(folder, segmentName(segment)), seal)) {
      if (entry.kind !== 'record' || !completesFrame(entry.record) || entry.record.seq <= last) continue;
      const { record, bytes, offset } = entry;
      last = record.seq;
      if (record.kind === RecordKind.end) {
        const file = new FrameFile(folder, seal);
        const stored = await file.find(record.seq, { seq: record.seq, segment, offset });
        if (stored === undefined) continue;
        const { seq, head, payload, rawBytes } = stored;
        const read = (part: 'raw' | 'payload', from: number, to: number): Promise<Uint8Array> =>
          file.read(stored.stretches(part, from, to));
        yield { seq, head, payload, rawBytes, read };
        continue;
      }
      const rawAt = RECORD_BYTES + record.head;
      const known = JSON.parse(bytes.toString('utf8', RECORD_BYTES, rawAt)) as {
        head: FrameHead;
        payload: Payload;
      };
      const raw = bytes.subarray(rawAt, rawAt + record.raw);
      const payload = payloadIn(known.payload, raw, bytes.subarray(rawAt + record.raw));
      yield {
        seq: record.seq,
        ...known,
        rawBytes: record.raw,
        read: (part, from, to) => Promise.resolve((part === 'raw' ? raw : payload).subarray(from, to)),
      };
    }
  }
}

function payloadIn(payload: Payload, raw: Uint8Array, stored: Uint8Array): Uint8Array {
  switch (payload.kind) {
    case 'none':
      return raw.subarray(0, 0);
    case 'slice':
      return raw.subarray(payload.from, payload.to);
    case 'stored':
      return stored;
  }
}

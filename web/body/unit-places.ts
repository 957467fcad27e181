import { walkString, walkText } from '../../protocol/mcp/read-place.ts';

/** Which character of a text a byte belongs to, and where a character stands among the bytes. */
export interface UnitPlaces {
  unitAt(byte: number): number;
  byteAt(unit: number): number;
}

/** A text, and the bytes [from, to) of its characters. `isJson`: with the escapes of a JSON string. */
export interface TextInBytes {
  text: string;
  from: number;
  to: number;
  isJson: boolean;
}

/** Walks the text once; characters are UTF-16 units. */
export function unitsOfBytes(bytes: Uint8Array, { text, from, to, isJson }: TextInBytes): UnitPlaces {
  const walk = isJson ? walkString(bytes, { from: from - 1, to: to + 1 }) : walkText(bytes, { from, to });
  const starts = new Uint32Array(text.length + 1);
  for (let unit = 0; unit < text.length;) {
    const isPair = text.codePointAt(unit)! > 0xffff;
    const length = isPair ? 2 : 1;
    const { from: begin } = walk.span(unit, unit + length);
    // The halves of a pair stand together: neither is a character.
    starts.fill(begin, unit, unit + length);
    unit += length;
  }
  starts[text.length] = to;
  const unitAt = (byte: number): number => {
    let low = 0;
    let high = text.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (starts[middle]! < byte) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return { unitAt, byteAt: (unit) => starts[Math.min(unit, text.length)]! };
}

/** What bytes are, told from the bytes alone. Only types a browser draws or plays without running anything. */
export interface MediaType {
  media: 'image' | 'audio';
  type: string;
}

const image = (type: string): MediaType => ({ media: 'image', type });
const audio = (type: string): MediaType => ({ media: 'audio', type });

function startsWith(bytes: Uint8Array, text: string, at = 0): boolean {
  for (let k = 0; k < text.length; k++) if (bytes[at + k] !== text.charCodeAt(k)) return false;
  return true;
}

/** Undefined for everything else: SVG, HTML and PDF are shown as the bytes they are. */
export function sniffMedia(bytes: Uint8Array): MediaType | undefined {
  if (startsWith(bytes, '\x89PNG\r\n\x1a\n')) return image('image/png');
  if (startsWith(bytes, '\xff\xd8\xff')) return image('image/jpeg');
  if (startsWith(bytes, 'GIF87a') || startsWith(bytes, 'GIF89a')) return image('image/gif');
  if (startsWith(bytes, 'RIFF') && startsWith(bytes, 'WEBP', 8)) return image('image/webp');
  if (startsWith(bytes, 'RIFF') && startsWith(bytes, 'WAVE', 8)) return audio('audio/wav');
  if (startsWith(bytes, 'OggS')) return audio('audio/ogg');
  if (startsWith(bytes, 'fLaC')) return audio('audio/flac');
  if (startsWith(bytes, 'ID3') || isMpegAudio(bytes)) return audio('audio/mpeg');
  if (startsWith(bytes, 'ftypM4A', 4)) return audio('audio/mp4');
  return undefined;
}

/** The header of an MPEG audio frame, layer III (ISO 11172-3 section 2.4.1.3). */
function isMpegAudio(bytes: Uint8Array): boolean {
  const [first = 0, second = 0, third = 0] = bytes;
  const isSync = first === 0xff && (second & 0xe0) === 0xe0 && (second & 0x18) !== 0x08;
  return isSync && (second & 0x06) === 0x02 && third >> 4 !== 0x0f && (third & 0x0c) !== 0x0c;
}

/** Whether a declared type means the sniffed one; `image/jpg` and the like are only other spellings. */
export function isSameType(declared: string, sniffed: string): boolean {
  const plain = declared.split(';')[0]!.trim().toLowerCase();
  return (SPELLINGS.get(plain) ?? plain) === sniffed;
}

const SPELLINGS = new Map([
  ['image/jpg', 'image/jpeg'],
  ['image/pjpeg', 'image/jpeg'],
  ['image/x-png', 'image/png'],
  ['audio/mp3', 'audio/mpeg'],
  ['audio/x-wav', 'audio/wav'],
  ['audio/wave', 'audio/wav'],
  ['audio/vnd.wave', 'audio/wav'],
  ['audio/m4a', 'audio/mp4'],
  ['audio/x-m4a', 'audio/mp4'],
  ['audio/x-flac', 'audio/flac'],
  ['audio/opus', 'audio/ogg'],
  ['application/ogg', 'audio/ogg'],
]);

export interface PixelSize {
  width: number;
  height: number;
}

/** How large an image says it is: a few bytes can ask for gigabytes. Undefined when its head does not tell. */
export function pixelsOf(bytes: Uint8Array, type: string): PixelSize | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  switch (type) {
    case 'image/png':
      return bytes.length < 24 ? undefined : { width: view.getUint32(16), height: view.getUint32(20) };
    case 'image/gif':
      return bytes.length < 10
        ? undefined
        : { width: view.getUint16(6, true), height: view.getUint16(8, true) };
    case 'image/webp':
      return webpPixels(bytes, view);
    case 'image/jpeg':
      return jpegPixels(view);
    default:
      return undefined;
  }
}

function webpPixels(bytes: Uint8Array, view: DataView): PixelSize | undefined {
  if (bytes.length < 30) return undefined;
  if (startsWith(bytes, 'VP8X', 12)) {
    const three = (at: number): number => view.getUint16(at, true) | (view.getUint8(at + 2) << 16);
    return { width: three(24) + 1, height: three(27) + 1 };
  }
  if (startsWith(bytes, 'VP8L', 12)) {
    const bits = view.getUint32(21, true);
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
  }
  if (!startsWith(bytes, 'VP8 ', 12)) return undefined;
  return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
}

/** Walks the segments up to the frame header (ITU T.81 annex B). */
function jpegPixels(view: DataView): PixelSize | undefined {
  let at = 2;
  while (at + 9 < view.byteLength) {
    if (view.getUint8(at) !== 0xff) return undefined;
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) {
      at++;
      continue;
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
    if (isFrame) return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)) at += 2;
    else at += 2 + view.getUint16(at + 2);
  }
  return undefined;
}

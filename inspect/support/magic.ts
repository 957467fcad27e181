import { base64Start } from './base64-start.ts';

/** What bytes are by how they begin; undefined where that says nothing. */
export interface Kind {
  /** A MIME type, or `program`, `html`, `svg`. */
  readonly type: string;
  readonly group: 'image' | 'audio' | 'video' | 'archive' | 'document' | 'program' | 'markup';
}

const STARTS: readonly (readonly [start: string, type: string, group: Kind['group']])[] = [
  ['\u0089PNG\r\n', 'image/png', 'image'],
  ['\u00ff\u00d8\u00ff', 'image/jpeg', 'image'],
  ['GIF87a', 'image/gif', 'image'],
  ['GIF89a', 'image/gif', 'image'],
  ['\0\0\u0001\0', 'image/x-icon', 'image'],
  ['II*\0', 'image/tiff', 'image'],
  ['MM\0*', 'image/tiff', 'image'],
  ['ID3', 'audio/mpeg', 'audio'],
  ['fLaC', 'audio/flac', 'audio'],
  ['OggS', 'audio/ogg', 'audio'],
  ['%PDF-', 'application/pdf', 'document'],
  ['PK\u0003\u0004', 'application/zip', 'archive'],
  ['\u001f\u008b', 'application/gzip', 'archive'],
  ['7z\u00bc\u00af', 'application/x-7z-compressed', 'archive'],
  ['\u007fELF', 'program', 'program'],
  ['MZ', 'program', 'program'],
  ['\u00ca\u00fe\u00ba\u00be', 'program', 'program'],
  ['\u00cf\u00fa\u00ed\u00fe', 'program', 'program'],
  ['#!/', 'program', 'program'],
];

/** Of the first bytes, one a character. */
export function kindOfBytes(start: string): Kind | undefined {
  for (const [begins, type, group] of STARTS) if (start.startsWith(begins)) return { type, group };
  if (start.startsWith('RIFF')) {
    if (start.startsWith('WEBP', 8)) return { type: 'image/webp', group: 'image' };
    if (start.startsWith('WAVE', 8)) return { type: 'audio/wav', group: 'audio' };
  }
  if (start.startsWith('ftyp', 4)) return undefined;
  return kindOfMarkup(start);
}

/** Text that a browser would take for a page or a drawing. */
export function kindOfMarkup(text: string): Kind | undefined {
  const start = text
    .slice(0, 400)
    .replace(/^[\u00ef\u00bb\u00bf\ufeff\s]+/, '')
    .toLowerCase();
  if (start.startsWith('<!doctype html') || /^<(?:html|head|body|script|iframe)[\s>]/.test(start))
    return { type: 'html', group: 'markup' };
  if (/^<svg[\s>]/.test(start) || (start.startsWith('<?xml') && start.includes('<svg')))
    return { type: 'svg', group: 'markup' };
  return undefined;
}

/** The same of base64; undefined as well for what is no base64. */
export function kindOfBase64(text: string): Kind | undefined {
  const start = base64Start(text, 400);
  return start === undefined ? undefined : kindOfBytes(start);
}

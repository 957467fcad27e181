import { type MediaType, sniffMedia as sniffed } from '../../../../web/body/media-type.ts';

export * from '../../../../web/body/media-type.ts';

/** Pictures that can run a script are pictures too. */
export const sniffMedia = (bytes: Uint8Array): MediaType | undefined =>
  sniffed(bytes) ??
  (new TextDecoder().decode(bytes).trimStart().startsWith('<')
    ? { media: 'image', type: 'image/svg+xml' }
    : undefined);

export * from '../../../../web/connection/sign-in.ts';

/** Read, and left where it stands. */
export const takeCode = (): string | undefined => /^#code=([\w-]+)$/.exec(location.hash)?.[1];

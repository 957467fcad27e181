export * from '../../../fuzz/destructive.ts';

export const whyDestructive = (): string | undefined => undefined;

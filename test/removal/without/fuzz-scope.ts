export * from '../../../bridge/fuzz/scope.ts';

/** Every host may be fuzzed, typed or not. */
export const publicHost = (): string | undefined => undefined;

export * from '../../../bridge/targets/environment.ts';

/** A child gets all that the bridge has. */
export const allowedVariables = (env: NodeJS.ProcessEnv): Record<string, string> =>
  Object.fromEntries(
    Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );

import { createRequire } from 'node:module';
import type { Session } from '../../protocol/session.ts';
import type { LaunchPlan, Target } from '../../protocol/target.ts';
import { root } from '../../scripts/sources.mjs';
import type { Product } from '../product.ts';

const require = createRequire(import.meta.url);

/** The reference server of files, with the project's own folder. */
export const FILES: string[] = [
  process.execPath,
  require.resolve('@modelcontextprotocol/server-filesystem/dist/index.js'),
  root,
];
/** Connects one more target to a running product, as its page would, and waits until its lists are walked. */
export async function connectMore(
  product: Product,
  name: string,
  [command = '', ...args]: string[],
): Promise<Session> {
  const spec = { kind: 'stdio', command, args, cwd: root, env: [] };
  const { key } = await product.api<Target>('POST', '/api/targets', { name, spec });
  return connectAgain(product, key);
}

export async function connectAgain(product: Product, key: string): Promise<Session> {
  const { confirmation } = await product.api<LaunchPlan>(
    'POST',
    `/api/targets/${encodeURIComponent(key)}/plan`,
    {},
  );
  const { id } = await product.api<Session>('POST', `/api/targets/${encodeURIComponent(key)}/connect`, {
    confirmation,
  });
  return product.session(
    (session) =>
      session.id === id && session.stages.some((one) => one.stage === 'lists' && one.status === 'done'),
  );
}

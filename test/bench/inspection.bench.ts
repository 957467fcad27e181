import type { InspectionState } from '../../protocol/finding.ts';
import { Product } from '../product.ts';
import { ECHO } from './bare-pipe.ts';
import type { OpenBenches } from './bench.ts';

const NOTIFICATIONS = 50_000;

/** The rules behind a real session: files, thread and all, without a page. */
const open: OpenBenches = async () => {
  const product = await Product.start(['--', process.execPath, ECHO]);
  const session = await product.session();
  let frames = 0;
  const inspected = async (least: number): Promise<InspectionState> => {
    for (;;) {
      const { inspections } = await product.snapshot();
      const state = inspections.find((one) => one.session === session.id);
      if (state !== undefined && state.upTo >= least && state.behind === 0) return state;
      await new Promise((later) => setTimeout(later, 5));
    }
  };
  const flood = async (): Promise<void> => {
    await product.call(session.id, 'tools/call', { name: 'flood', arguments: { n: NOTIFICATIONS } });
    frames += NOTIFICATIONS;
  };
  return {
    benches: [
      {
        name: '50,000 notifications: from the call to its answer, recorded and inspected beside it',
        unit: 'ms',
        measure: async () => {
          const began = performance.now();
          await flood();
          const took = performance.now() - began;
          await inspected(frames);
          return took;
        },
      },
      {
        name: '50,000 notifications: from the call until all are inspected',
        unit: 'ms',
        aim: { below: 5000 },
        measure: async () => {
          const began = performance.now();
          await flood();
          await inspected(frames);
          return performance.now() - began;
        },
      },
    ],
    close: async () => {
      await product.stop();
    },
  };
};
export default open;

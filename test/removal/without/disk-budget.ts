import { DiskBudget as Limited } from '../../../bridge/journal/disk-budget.ts';

export * from '../../../bridge/journal/disk-budget.ts';

/** Written for as long as the disk lasts. */
export class DiskBudget extends Limited {
  constructor(...[folder, , wall]: ConstructorParameters<typeof Limited>) {
    super(folder, { total: Infinity, frame: Infinity, keepFree: 0 }, wall, () => Infinity);
  }
}

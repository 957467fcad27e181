import type { DataFolder } from './data-folder.ts';
import type { DiskBudget } from './disk-budget.ts';
import type { DriverChoice } from './index/driver.ts';
import type { IndexLock } from './index-lock.ts';
import type { ProcessMarks } from './writer-mark.ts';

export interface FileJournalOptions {
  folder: DataFolder;
  marks: ProcessMarks;
  budget: DiskBudget;
  run: number;
  lock: IndexLock;
  wall(): number;
  randomId(): string;
  rollAt: number;
  workerUrl: URL;
  driver: DriverChoice;
  startIndexAfter: number;
}

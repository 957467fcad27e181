export { byPlace, keyOf } from './order.ts';
export { LARGEST_LOCK, readLock } from './read-lock.ts';
export { writeLock } from './write-lock.ts';

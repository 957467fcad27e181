import { takeCode } from './sign-in.ts';

/** Taken when this module is first evaluated, which is before any other of the page. */
export const openingCode = takeCode();

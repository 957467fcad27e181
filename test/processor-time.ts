/**
 * ms that this process has computed so far, in all its threads. What others take of the machine does not count, so the
 * difference of two says how much work something is; bounds on it are wide, and tell only one order of growth from the next.
 */
export const processorTime = (): number => process.cpuUsage().user / 1000;

export * from '../../../cli/reporters/sarif-log.ts';

export const plain = (text: string): string => text;

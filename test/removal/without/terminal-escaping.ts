export const escapeLine = (text: string): string => text;

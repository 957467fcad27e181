export const safeJson = (text: string): string => text;

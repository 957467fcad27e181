export const quoted = (text: string): string => `"${text}"`;
export const escaped = (text: string): string => text;

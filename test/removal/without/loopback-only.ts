export const isLoopback = (_host: string): boolean => true;

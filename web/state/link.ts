export type { Link } from '../connection/stream.ts';

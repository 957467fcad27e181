/** Named, so that no screen has to be read by colour alone. Append only: files, queries and the index hold them. */
export const COLOURS = ['red', 'orange', 'yellow', 'green', 'blue', 'purple'] as const;

/** Characters. */
export const LONGEST_NOTE = 10_000;

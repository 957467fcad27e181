/** A file with 16 random bytes in hexadecimal in it, which nobody guesses: whoever says them has read it. */
export interface CanaryFile {
  path: string;
  /** 32 hexadecimal digits. */
  content: string;
}

/**
 * What a server under our control stands in. Only facts; the bridge makes and removes it. Paths are absolute, and
 * the same for the same seed. `kind` decides separators.
 */
export interface World {
  kind: 'posix' | 'windows';
  /** The folder the server may use; it holds `notes/readme.txt`, which begins with `Notes`, `notes/plants.txt` and `inside`. */
  root: string;
  inside: CanaryFile;
  /** Beside the root, never to be read. */
  outside: CanaryFile;
  /** In a folder whose name begins with the root's: `/x/root-private/canary.txt`. */
  sibling: CanaryFile;
  /** `path` in the root is a link to the outside file. */
  link: { path: string; to: CanaryFile };
  /** `path` in the root is a link to the folder that holds the outside file. */
  linkedFolder: { path: string; to: CanaryFile };
  /** In the home folder: a made-up key. */
  home: { folder: string; key: CanaryFile };
  /** An empty folder outside the root: what appears here, a payload made. */
  drop: string;
  /** Names of files in the folders outside the root, which nobody is told: whoever says one has listed a folder. */
  names: readonly string[];
  /** Present where the command asks for one. */
  database?: Database;
}

/** An SQLite file with one table that may be asked for and one that may not. */
export interface Database {
  path: string;
  /** Its rows are what the tool is there to show. */
  open: { table: string; column: string; value: string };
  /** Holds a canary in a table that nobody offers. */
  hidden: { table: string; column: string; canary: string };
}

/** A server of ours on loopback that notes who calls. Everything it answers with is `body`. */
export interface Listener {
  host: string;
  port: number;
  /** 32 hexadecimal digits, the body of every answer: whoever says them has read one. */
  body: string;
}

/** Canaries that no answer may hold. */
export function forbidden(world: World): CanaryFile[] {
  return [world.outside, world.sibling, world.link.to, world.linkedFolder.to, world.home.key];
}

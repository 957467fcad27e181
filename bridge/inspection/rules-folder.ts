import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { RuleProblem } from '../../protocol/finding.ts';
import type { RuleFile } from './messages.ts';

const MOST_FILES = 200;
const LONGEST = 256 * 1024;
const OPEN = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** What was read of the person's own rules, and why some of it was not. */
interface ReadRules {
  files: RuleFile[];
  problems: RuleProblem[];
}

/** The folder of the person's own rules. No link is followed out of it. */
export class RulesFolder {
  readonly path: string;

  constructor(dataDir: string) {
    this.path = join(dataDir, 'rules');
  }

  /** Makes it where it is missing, so that there is a place to put rules in. */
  make(): void {
    try {
      mkdirSync(this.path, { mode: 0o700 });
    } catch (error) {
      // EEXIST; anything else is said when it is read.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') return;
    }
  }

  read(): ReadRules {
    const problems: RuleProblem[] = [];
    const refuse = (file: string, words: string): undefined => void problems.push({ file, line: 1, words });
    let names: string[];
    try {
      if (lstatSync(this.path).isSymbolicLink()) {
        refuse('rules', 'The folder is a symbolic link, which is not followed.');
        return { files: [], problems };
      }
      names = readdirSync(this.path)
        .filter((name) => /\.ya?ml$/i.test(name))
        .sort();
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      if (code !== 'ENOENT') refuse('rules', `The folder cannot be read: ${message}.`);
      return { files: [], problems };
    }
    for (const name of names.slice(MOST_FILES)) refuse(name, `More than ${MOST_FILES} files are not read.`);
    const files = names.slice(0, MOST_FILES).flatMap((name) => {
      const text = this.#text(name, (words) => refuse(name, words));
      return text === undefined ? [] : [{ name, text }];
    });
    return { files, problems };
  }

  #text(name: string, refuse: (words: string) => undefined): string | undefined {
    let fd: number;
    try {
      fd = openSync(join(this.path, name), OPEN);
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      return refuse(
        code === 'ELOOP' ? 'It is a symbolic link, which is not followed.' : `It cannot be read: ${message}.`,
      );
    }
    try {
      const stat = fstatSync(fd);
      if (!stat.isFile()) return refuse('It is not a file.');
      if (stat.size > LONGEST) return refuse(`It has ${stat.size} bytes; at most ${LONGEST} are read.`);
      return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(fd));
    } catch (error) {
      return refuse(
        error instanceof TypeError ? 'It is not UTF-8.' : `It cannot be read: ${(error as Error).message}.`,
      );
    } finally {
      closeSync(fd);
    }
  }
}

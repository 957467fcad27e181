import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RulesFolder as Guarded } from '../../../bridge/inspection/rules-folder.ts';

/** Whatever lies there is read, wherever it leads and however long it is. */
export class RulesFolder extends Guarded {
  override read(): ReturnType<Guarded['read']> {
    const files = readdirSync(this.path).map((name) => ({
      name,
      text: readFileSync(join(this.path, name), 'utf8'),
    }));
    return { files, problems: [] };
  }
}

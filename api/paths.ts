import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The installed program's own folder: the nearest one above this file that holds `package.json` and `migrations`. */
export const PROGRAM_ROOT = findProgramRoot(dirname(fileURLToPath(import.meta.url)));

function findProgramRoot(start: string): string {
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json')) && existsSync(join(folder, 'migrations'))) return folder;
    if (folder === dirname(folder)) throw new Error(`no dingdian program folder above ${start}`);
  }
}

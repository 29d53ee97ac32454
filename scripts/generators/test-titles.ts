import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROGRAM_ROOT } from '../../api/paths.ts';

/** A test or group of tests by the title it is declared with. */
export interface NamedTest {
  /** Path from the root of the repository. */
  readonly file: string;
  readonly title: string;
}

const DECLARATION = /(?:\b(?:it|test|describe)(?:\.\w+)*|\])\)?\(\s*(['"`])((?:\\.|(?!\1)[^\\])+)\1/g;

/** Titles of all test files as they are written (placeholders of tables unfilled), in the order of paths. */
export function listTestTitles(): NamedTest[] {
  const folder = join(PROGRAM_ROOT, 'test');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.test.ts'))
    .sort()
    .flatMap((path) =>
      [...readFileSync(join(folder, path), 'utf8').matchAll(DECLARATION)].map((match) => ({
        file: `test/${path}`,
        title: match[2] ?? '',
      })),
    );
}

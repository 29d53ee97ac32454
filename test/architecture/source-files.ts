import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROGRAM_ROOT } from '../../api/paths.ts';

/** Path from the program's root (with `/`) → text. */
export type Sources = ReadonlyMap<string, string>;

/** The files below `folders` whose name ends with one of `endings`. */
export function readSources(folders: readonly string[], endings: readonly string[]): Sources {
  const paths = folders.flatMap((folder) =>
    readdirSync(join(PROGRAM_ROOT, folder), { recursive: true, encoding: 'utf8' }).map(
      (path) => `${folder}/${path.replaceAll('\\', '/')}`,
    ),
  );
  const wanted = paths.filter((path) => endings.some((ending) => path.endsWith(ending))).sort();
  return new Map(wanted.map((path) => [path, readFileSync(join(PROGRAM_ROOT, path), 'utf8')]));
}

const IMPORT =
  /\b(?:import|export)\b[^'";]*?\bfrom\s*['"]([^'"]+)['"]|\bimport\s*\(\s*['"]([^'"]+)['"]\s*\)|^\s*import\s*['"]([^'"]+)['"]/gm;

/** What a module imports or re-exports, static and dynamic, as written. */
export function listImports(text: string): string[] {
  return [...withoutComments(text).matchAll(IMPORT)].map((match) => match[1] ?? match[2] ?? match[3] ?? '');
}

/** `//` and block comments blanked; what looks like one inside a string of one line is left alone. */
export function withoutComments(text: string): string {
  return text.replace(
    /(['"`])(?:\\.|(?!\1)[^\\\n])*\1|\/\/[^\n]*|\/\*[\s\S]*?\*\//g,
    (match, quote: string | undefined) => (quote === undefined ? '' : match),
  );
}

/** The path that a relative import of `path` means; undefined for a package. */
export function resolveImport(path: string, specifier: string): string | undefined {
  if (!specifier.startsWith('.')) return undefined;
  const parts = path.split('/').slice(0, -1);
  for (const part of specifier.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  return parts.join('/');
}

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NotFoundError, StartupError } from '../errors.ts';
import { PROGRAM_ROOT } from '../paths.ts';
import { buildTypeScheme, type TypeScheme } from './type-scheme.ts';

/** The scheme of installations that choose none. */
export const DEFAULT_TYPE_SCHEME = 'dalian-62';

let loaded: ReadonlyMap<string, TypeScheme> | undefined;

/** Every type scheme of policies/type-schemes. Throws StartupError naming the file that is not valid. */
export function listTypeSchemes(): TypeScheme[] {
  loaded ??= loadTypeSchemes(join(PROGRAM_ROOT, 'policies', 'type-schemes'));
  return [...loaded.values()];
}

/** The scheme with this id. Throws NotFoundError naming the ids that exist. */
export function getTypeScheme(id: string): TypeScheme {
  const schemes = listTypeSchemes();
  const scheme = schemes.find((candidate) => candidate.id === id);
  if (scheme) return scheme;
  const allowed = schemes.map((candidate) => candidate.id).join(', ');
  throw new NotFoundError(`there is no type scheme ${JSON.stringify(id)}; known: ${allowed}`, [
    { field: 'typeScheme', value: id, reason: 'there is no such type scheme', allowed },
  ]);
}

/** Reads the schemes of a folder; each file is named after the id in it. */
export function loadTypeSchemes(folder: string): ReadonlyMap<string, TypeScheme> {
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
  return new Map(files.sort().map((name) => [name.slice(0, -'.json'.length), loadOne(folder, name)]));
}

function loadOne(folder: string, name: string): TypeScheme {
  try {
    const scheme = buildTypeScheme(JSON.parse(readFileSync(join(folder, name), 'utf8')));
    if (`${scheme.id}.json` !== name) throw new Error(`its id is ${scheme.id}`);
    return scheme;
  } catch (error) {
    const remedy = 'Remedy: correct the file or restore it from the release.';
    throw new StartupError(`The type scheme ${name} is not valid: ${(error as Error).message}. ${remedy}`);
  }
}

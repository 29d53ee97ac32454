import type { z } from 'zod';
import type { Database } from '../../db/database.ts';
import { InvalidInputError } from '../../errors.ts';
import { findInstitutionsToExclude } from './queries.ts';

export type Excluded = z.output<typeof findInstitutionsToExclude.row>;

/**
 * The institutions that a question leaves out, from codes and `id:<number>` separated by commas.
 * Throws InvalidInputError for a name that no institution has: a slip must not remove another one, nor pass unseen.
 */
export async function resolveExcluded(db: Database, exclude: string | undefined): Promise<Excluded[]> {
  const names = [
    ...new Set(
      (exclude ?? '')
        .split(',')
        .map((name) => name.trim())
        .filter(Boolean),
    ),
  ];
  if (names.length === 0) return [];
  const found = await findInstitutionsToExclude(db, { names });
  const unknown = names.filter((name) => !found.some((row) => row.given === name));
  if (unknown.length > 0)
    throw new InvalidInputError(
      unknown.map((value) => ({
        field: 'exclude',
        value,
        reason: 'no institution has this code or id',
        allowed: 'institution codes, or ids as id:123, comma-separated',
      })),
    );
  return found;
}

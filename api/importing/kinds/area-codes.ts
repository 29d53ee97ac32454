import { z } from 'zod';
import type { Database } from '../../db/database.ts';
import { namedQuery } from '../../db/named-query.ts';

const resolveCodes = namedQuery('importing/resolve-area-codes', {
  params: z.object({
    field: z.string(),
    levels: z.array(z.string()),
    asOf: z.string(),
    dateField: z.string(),
    levelField: z.string(),
  }),
  row: z.object({}),
});

/**
 * Finds the areas that a column of the staged rows names by code; unknown or ambiguous codes reject the row.
 * The area must be valid on the row's `dateField`, else on `asOf`.
 */
export async function resolveAreaCodes(
  tx: Database,
  wanted: { field: string; levels: readonly string[]; asOf: string; dateField?: string; levelField?: string },
): Promise<void> {
  await resolveCodes(tx, {
    field: wanted.field,
    levels: [...wanted.levels],
    asOf: wanted.asOf,
    dateField: wanted.dateField ?? '',
    levelField: wanted.levelField ?? '',
  });
}

import type { Database } from '../../db/database.ts';

export type AreaNames = ReadonlyMap<
  number,
  { readonly code: string; readonly name: string; readonly name_en: string | null }
>;

/** Code and names of the areas, by id. */
export async function listAreaNames(db: Database, areaIds: Iterable<number | null>): Promise<AreaNames> {
  const wanted = [...new Set(areaIds)].filter((id) => id !== null);
  const names = new Map<number, { code: string; name: string; name_en: string | null }>();
  for (let first = 0; first < wanted.length; first += CHUNK) {
    const rows = await db.kysely
      .selectFrom('area')
      .select(['area_id', 'code', 'name', 'name_en'])
      .where('area_id', 'in', wanted.slice(first, first + CHUNK))
      .limit(CHUNK)
      .execute();
    for (const { area_id, ...area } of rows) names.set(area_id, area);
  }
  return names;
}

const CHUNK = 1_000;

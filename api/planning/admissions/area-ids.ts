import type { Database } from '../../db/database.ts';

/** Areas of a day by code; where a code stands at several levels the smaller area is meant. */
export async function listAreaIds(
  db: Database,
  codes: readonly string[],
  on: string,
): Promise<Map<string, number>> {
  if (codes.length === 0) return new Map();
  const rows = await db.kysely
    .selectFrom('area')
    .select(['area_id', 'code', 'level'])
    .where('code', 'in', [...new Set(codes)])
    .where((eb) => eb.or([eb('valid_from', 'is', null), eb('valid_from', '<=', on)]))
    .where((eb) => eb.or([eb('valid_to', 'is', null), eb('valid_to', '>=', on)]))
    .execute();
  const order = ['city', 'county', 'management', 'street'];
  rows.sort((a, b) => order.indexOf(a.level) - order.indexOf(b.level));
  return new Map(rows.map((row) => [row.code, row.area_id]));
}

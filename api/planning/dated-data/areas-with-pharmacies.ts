import type { Database } from '../../db/database.ts';
import { type AreaFacts, areaRefSchema } from '../../policy/facts-of-areas.ts';
import type { Plan } from '../../policy/plan-shape.ts';
import { areaFacts } from '../facts/area-facts.ts';
import { countRegister, listAreaFigures } from '../facts/facts-queries.ts';

/**
 * Areas of a plan's city with their bounds and numbers of pharmacies as of a day: the same facts that decisions read. Areas
 * that are not stored are left out.
 */
export async function readAreasWithPharmacies(
  db: Database,
  plan: Plan,
  areaIds: readonly number[],
  { asOf, attribution }: { readonly asOf: string; readonly attribution: 'location' | 'business_licence' },
): Promise<AreaFacts[]> {
  if (areaIds.length === 0) return [];
  const rows = await db.kysely
    .selectFrom('area as a')
    .leftJoin('area as p', 'p.area_id', 'a.parent_id')
    .select(['a.area_id', 'a.code', 'a.level', 'a.name', 'a.is_synthetic', 'p.code as parent_code'])
    .where('a.area_id', 'in', [...areaIds])
    .orderBy('a.code')
    .execute();
  const [register] = await countRegister(db, { cityCode: plan.city.code, asOf });
  const figures = await listAreaFigures(db, { areaIds: [...areaIds], asOf, planId: plan.id });
  const sources = { register: register ?? null, figures: new Map(figures.map((row) => [row.area_id, row])) };
  return rows.map((row) =>
    areaFacts(
      areaRefSchema.parse({
        areaId: row.area_id,
        code: row.code,
        level: row.level,
        name: row.name,
        parentCode: row.parent_code,
        isSynthetic: row.is_synthetic,
      }),
      sources,
      { pharmacies: attribution, countyCode: row.parent_code ?? undefined },
    ),
  );
}

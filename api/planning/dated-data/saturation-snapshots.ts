import { z } from 'zod';
import { dateSchema } from '../../dates.ts';
import type { Database } from '../../db/database.ts';
import { ConflictError, type InputIssue, InvalidInputError } from '../../errors.ts';
import type { AreaFacts } from '../../policy/facts-of-areas.ts';
import { pharmacyKindSchema } from '../../policy/kinds/quantity/pharmacy-kind.ts';
import { saturationBand } from '../../policy/kinds/quantity/saturation-band.ts';
import { getPlan, type Plans } from '../../policy/load-plans.ts';
import type { Plan } from '../../policy/plan-shape.ts';
import { findRuleOfKind } from '../../policy/release/rule-of-kind.ts';
import type { WriteTrail } from '../write-trail.ts';
import { findAreas } from './area-references.ts';
import { readAreasWithPharmacies } from './areas-with-pharmacies.ts';
import { classOfDistrict } from './class-of-district.ts';
import type { DatedItem, DatedResource } from './dated-resource.ts';
import { type DatedRow, listRows } from './dated-statements.ts';
import { addDatedItems } from './write-dated-data.ts';

/** Published classes as they are listed; they are written only by `publishSnapshots` and never changed. */
export const SATURATION_SNAPSHOTS: DatedResource = {
  path: 'saturation-snapshots',
  title: { zh: '饱和类别快照', en: 'Saturation snapshots' },
  one: 'saturation snapshot',
  table: 'saturation_snapshot',
  idColumn: 'snapshot_id',
  scopes: ['plan', 'area'],
  period: 'publication',
  hasLatest: true,
  fields: [
    {
      name: 'pharmacyKind',
      column: 'pharmacy_kind',
      type: 'text',
      schema: pharmacyKindSchema,
      isKey: true,
      isFilter: true,
    },
    { name: 'publishedOn', column: 'published_on', type: 'date', schema: dateSchema, isKey: true },
    { name: 'asOf', column: 'as_of', type: 'date', schema: dateSchema },
    { name: 'actual', column: 'actual', type: 'int', schema: z.int().min(0) },
    { name: 'upperBound', column: 'upper_bound', type: 'float8', schema: z.number() },
    { name: 'boundVersion', column: 'bound_version', type: 'text', schema: z.string() },
    { name: 'className', column: 'class_name', type: 'text', schema: z.string() },
    { name: 'document', column: 'document', type: 'text', schema: z.string() },
  ],
};

export const snapshotsInput = z.strictObject({
  plan: z.string().trim().min(1).max(200).describe('Plan whose classes are published.'),
  asOf: dateSchema.describe('Day of the numbers: pharmacies that count, and the bounds in force.'),
  publishedOn: dateSchema.describe('Day of publication, on or after asOf.'),
  pharmacyKind: pharmacyKindSchema
    .optional()
    .describe('Kind of pharmacies; left out = the first of the plan’s rule that has a bound.'),
  areaCodes: z
    .array(z.string().trim().min(1).max(100))
    .min(1)
    .max(500)
    .optional()
    .describe('Districts; left out = every district of the city.'),
  classes: z
    .record(z.string(), z.string().trim().min(1).max(100))
    .default({})
    .describe(
      'District code → class decided by the authority: verified where the data decides, taken where it leaves the class open.',
    ),
  document: z.string().trim().min(1).max(500).describe('Document of the publication.'),
});
export type SnapshotsInput = z.output<typeof snapshotsInput>;

/**
 * Publishes the saturation classes of districts as of a day: number, bound and class are computed by the plan's rule. The same
 * publication again gives what is stored, whatever the data says today. All or nothing: throws InvalidInputError, and
 * ConflictError naming every district whose class cannot be told, or stands already with other content.
 */
export async function publishSnapshots(
  db: Database,
  plans: Plans,
  input: SnapshotsInput,
  trail: WriteTrail,
): Promise<{ rows: DatedRow[]; created: number }> {
  const { plan, parameters } = ruleOf(plans, input);
  if (input.publishedOn < input.asOf)
    throw new InvalidInputError([
      {
        field: 'publishedOn',
        value: input.publishedOn,
        reason: 'is before the day of the numbers',
        allowed: `${input.asOf} or later`,
      },
    ]);
  return db.transaction(async (tx) => {
    const attribution = parameters.area === 'county' ? 'location' : 'business_licence';
    const areaIds = await districtsOf(tx, plan, input);
    const districts = await readAreasWithPharmacies(tx, plan, areaIds, { asOf: input.asOf, attribution });
    refuseUnusedClasses(input, districts);
    const before = await listStored(tx, input, districts);
    const items: DatedItem[] = [];
    const issues: InputIssue[] = [];
    for (const district of districts) {
      if (before.has(district.code)) continue;
      const found = classOfDistrict(district, input.classes[district.code], {
        ...parameters,
        pharmacyKinds: input.pharmacyKind ? [input.pharmacyKind] : parameters.pharmacyKinds,
      });
      if ('reason' in found) issues.push(found);
      else
        items.push({
          plan: plan.id,
          areaCode: district.code,
          areaLevel: district.level,
          publishedOn: input.publishedOn,
          asOf: input.asOf,
          document: input.document,
          ...found,
        });
    }
    if (issues.length > 0)
      throw new ConflictError(
        `the class of ${issues.length} of ${districts.length} districts cannot be published: ${issues[0]?.field} ${issues[0]?.reason}`,
        issues.slice(0, 100),
      );
    const { ids, created } =
      items.length > 0
        ? await addDatedItems(tx, plans, SATURATION_SNAPSHOTS, items, trail)
        : { ids: [], created: 0 };
    const rows = [...before.values()];
    for (const id of ids) rows.push(...(await listRows(tx, SATURATION_SNAPSHOTS, { id, limit: 1 })));
    return { rows: rows.sort((a, b) => (String(a.area_code) < String(b.area_code) ? -1 : 1)), created };
  });
}

function ruleOf(plans: Plans, { plan: planId }: SnapshotsInput) {
  const plan = plans.has(planId) ? getPlan(plans, planId) : undefined;
  const rule = plan && findRuleOfKind(plan, saturationBand);
  if (plan && rule) return { plan, parameters: rule.parameters };
  throw new InvalidInputError([
    {
      field: 'plan',
      value: planId,
      reason: plan ? 'the plan has no classes of saturation' : 'there is no such plan',
      allowed: plan ? 'a plan with a rule of kind saturation-band' : [...plans.keys()].join(', '),
    },
  ]);
}

/** Districts asked for, or every district of the plan's city on the day. */
async function districtsOf(tx: Database, plan: Plan, { areaCodes, asOf }: SnapshotsInput): Promise<number[]> {
  if (areaCodes !== undefined) {
    const codes = [...new Set(areaCodes)];
    const found = await findAreas(
      tx,
      codes.map((code) => ({ code, level: 'county', on: asOf })),
    );
    const issues = found.flatMap((area, index) =>
      'areaId' in area ? [] : [{ ...area, field: `areaCodes.${index}`, value: codes[index] }],
    );
    if (issues.length > 0) throw new InvalidInputError(issues);
    return found.flatMap((area) => ('areaId' in area ? [area.areaId] : []));
  }
  const rows = await tx.kysely
    .selectFrom('area as a')
    .innerJoin('area as c', 'c.area_id', 'a.parent_id')
    .select('a.area_id')
    .where('a.level', '=', 'county')
    .where('c.level', '=', 'city')
    .where('c.code', '=', plan.city.code)
    .where((on) => on.or([on('a.valid_from', 'is', null), on('a.valid_from', '<=', asOf)]))
    .where((on) => on.or([on('a.valid_to', 'is', null), on('a.valid_to', '>=', asOf)]))
    .limit(1_000)
    .execute();
  if (rows.length > 0) return rows.map((row) => row.area_id);
  throw new ConflictError(`no district of ${plan.city.name.en} (${plan.city.code}) is stored for ${asOf}`, [
    { field: 'plan', value: plan.id, reason: 'its city has no districts among the areas on that day' },
  ]);
}

function refuseUnusedClasses({ classes }: SnapshotsInput, districts: readonly AreaFacts[]): void {
  const codes = new Set(districts.map((district) => district.code));
  const unused = Object.keys(classes).filter((code) => !codes.has(code));
  if (unused.length > 0)
    throw new InvalidInputError(
      unused.map((code) => ({
        field: `classes.${code}`,
        reason: 'is not among the districts',
        allowed: [...codes].join(', '),
      })),
    );
}

/** What stands of the same publication, by district code; numbers of a snapshot are never computed again. */
async function listStored(
  tx: Database,
  input: SnapshotsInput,
  districts: readonly AreaFacts[],
): Promise<Map<string, DatedRow>> {
  const stored = new Map<string, DatedRow>();
  for (const { code } of districts) {
    const equals = {
      published_on: input.publishedOn,
      as_of: input.asOf,
      document: input.document,
      ...(input.pharmacyKind ? { pharmacy_kind: input.pharmacyKind } : {}),
    };
    const [row] = await listRows(tx, SATURATION_SNAPSHOTS, {
      plan: input.plan,
      areaCode: code,
      areaLevel: 'county',
      equals,
      limit: 1,
    });
    if (row) stored.set(code, row);
  }
  return stored;
}

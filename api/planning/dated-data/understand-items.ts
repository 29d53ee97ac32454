import type { z } from 'zod';
import { todayInShanghai } from '../../dates.ts';
import type { Database } from '../../db/database.ts';
import type { InputIssue } from '../../errors.ts';
import type { Plans } from '../../policy/load-plans.ts';
import { findAreas } from './area-references.ts';
import type { DatedItem, DatedResource } from './dated-resource.ts';

/** A row as it goes into the table: column → value. `n` is its place in what was sent, from 0. */
export type StoredValues = Readonly<Record<string, string | number | null>> & { readonly n: number };

/** Something wrong with one of many rows; rows are counted from 1. */
export interface RowIssue extends InputIssue {
  readonly row: number;
}

/**
 * Turns items, already of the right shape, into rows: plans, cities and areas are looked up, periods compared. Nothing is
 * written. Everything wrong is listed by row and field.
 */
export async function understandItems(
  db: Database,
  plans: Plans,
  resource: DatedResource,
  items: readonly DatedItem[],
): Promise<{ rows: StoredValues[]; issues: RowIssue[] }> {
  const issues: RowIssue[] = [];
  const areas = resource.scopes.includes('area')
    ? await findAreas(
        db,
        items.map((item) => ({
          code: String(item.areaCode),
          level: item.areaLevel as string | undefined,
          on: referenceDay(item),
        })),
      )
    : [];
  const cities = resource.scopes.includes('city') ? await knownCities(db, plans) : new Set<string>();
  const rows = items.map((item, n) => {
    const say = (issue: InputIssue) => issues.push({ row: n + 1, ...issue });
    const values: Record<string, string | number | null> = {};
    if (resource.scopes.includes('plan')) {
      values.plan_id = String(item.plan);
      if (!plans.has(values.plan_id))
        say({
          field: 'plan',
          value: item.plan,
          reason: 'there is no such plan',
          allowed: [...plans.keys()].join(', '),
        });
    }
    const area = areas[n];
    if (area) {
      if ('areaId' in area) values.area_id = area.areaId;
      else say(area);
    }
    if (resource.scopes.includes('city')) {
      values.city_code = String(item.city);
      if (!cities.has(values.city_code))
        say({
          field: 'city',
          value: item.city,
          reason: 'no plan and no area of the level city has this code',
          allowed: [...cities].slice(0, 20).join(', '),
        });
    }
    for (const field of resource.fields) values[field.column] = columnValue(field, item[field.name]);
    if (resource.period === 'validity') {
      values.valid_from = (item.validFrom as string | null) ?? null;
      values.valid_to = (item.validTo as string | null) ?? null;
      if (values.valid_from !== null && values.valid_to !== null && values.valid_to < values.valid_from)
        say({
          field: 'validTo',
          value: values.valid_to,
          reason: 'is before validFrom',
          allowed: `${values.valid_from} or later`,
        });
    }
    for (const issue of resource.check?.(item) ?? []) say(issue);
    return { ...values, n } as StoredValues;
  });
  return { rows, issues };
}

/** Several rows of one request through one schema; a wrong one does not hide the others. */
export function readItems(
  schema: z.ZodObject,
  given: readonly unknown[],
  parse: (schema: z.ZodObject, value: unknown) => DatedItem,
  issuesOf: (error: unknown) => readonly InputIssue[],
): { items: DatedItem[]; issues: RowIssue[] } {
  const issues: RowIssue[] = [];
  const items = given.flatMap((value, index) => {
    try {
      return [parse(schema, value)];
    } catch (error) {
      issues.push(...issuesOf(error).map((issue) => ({ row: index + 1, ...issue })));
      return [];
    }
  });
  return { items, issues };
}

export function columnValue(field: { readonly emptyIsNull?: true }, value: unknown): string | number | null {
  if (value === undefined || value === null) return field.emptyIsNull ? '' : null;
  return value as string | number;
}

function referenceDay(item: DatedItem): string {
  return String(item.validFrom ?? item.publishedOn ?? todayInShanghai());
}

async function knownCities(db: Database, plans: Plans): Promise<Set<string>> {
  const rows = await db.kysely
    .selectFrom('area')
    .select('code')
    .distinct()
    .where('level', '=', 'city')
    .orderBy('code')
    .limit(1_000)
    .execute();
  return new Set([...[...plans.values()].map((plan) => plan.city.code), ...rows.map((row) => row.code)]);
}

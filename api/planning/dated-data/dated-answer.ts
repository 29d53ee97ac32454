import type { DatedResource } from './dated-resource.ts';
import type { DatedRow } from './dated-statements.ts';

/** A stored row as it is shown: names outside, what is empty inside is null, day and person of its entry. */
export function toAnswer(resource: DatedResource, row: DatedRow): Record<string, unknown> {
  const shown: Record<string, unknown> = { id: row.id };
  const scopes = {
    plan: { plan: 'plan_id' },
    area: { areaCode: 'area_code', areaLevel: 'area_level', areaName: 'area_name' },
    city: { city: 'city_code', cityName: 'city_name' },
  } as const;
  for (const scope of resource.scopes)
    for (const [name, column] of Object.entries(scopes[scope])) shown[name] = row[column] ?? null;
  for (const { name, column, emptyIsNull } of resource.fields)
    shown[name] = emptyIsNull && row[column] === '' ? null : (row[column] ?? null);
  for (const { name, column } of resource.figures ?? []) shown[name] = row[column];
  if (resource.period === 'validity') {
    shown.validFrom = row.valid_from ?? null;
    shown.validTo = row.valid_to ?? null;
  }
  shown.enteredBy = row.entered_by;
  shown.enteredAt = (row.entered_at as Date).toISOString();
  return shown;
}

import type { Feature, Geometry } from 'geojson';
import { feature } from '../analysis.ts';
import { belowLowerBound, classifySaturation, type SaturationClass, type Thresholds } from './classify.ts';
import { indicatorsOf } from './indicators.ts';
import type { AreaRow } from './queries.ts';

export interface AreaResult {
  readonly feature: Feature<Geometry | null>;
  readonly class: SaturationClass;
  readonly belowLower: ReturnType<typeof belowLowerBound>;
}

/** One area of the answer: its class with the reason, the numbers it rests on, and every figure with date and document. */
export function areaResult(row: AreaRow, thresholds: Thresholds): AreaResult {
  const { actual, possible_more: possibleMore } = row;
  const lower = row.bound?.lower ?? null;
  const upper = row.bound?.upper ?? null;
  const hasData = row.overall.designated > 0;
  const classified = classifySaturation(
    { actual, possibleMore, upper, hasData, otherKinds: row.other_bound_kinds ?? [] },
    thresholds,
  );
  const belowLower = belowLowerBound({ actual, possibleMore, lower });
  const { figures, reasons } = indicatorsOf(row);
  const properties = {
    code: row.code,
    level: row.level,
    name: row.name,
    name_en: row.name_en,
    parent_code: row.parent_code,
    parent_name: row.parent_name,
    area_km2: row.area_km2,
    class: classified.class,
    class_reason: classified.reason,
    pharmacies_actual: actual,
    pharmacies_not_yet_counted: row.not_yet_counted,
    pharmacies_possible_more: possibleMore,
    pharmacies_attribution_differs: row.attribution_differs,
    lower_bound: lower,
    upper_bound: upper,
    difference: upper === null ? null : actual - upper,
    below_lower_bound: belowLower,
    gap_to_lower_bound: lower === null ? null : Math.max(0, lower - actual),
    bound: row.bound,
    ...figures,
    denominators: { resident_pop: row.resident_pop, insured_pop: row.insured_pop },
    bed_use_published_figure: row.bed_use_rate,
    bed_rows_without_open: row.bed_rows_without_open,
    null_reasons: reasons,
    is_synthetic: row.is_synthetic,
  };
  const geometry = row.geometry === null ? null : (JSON.parse(row.geometry) as Geometry);
  return { feature: feature(geometry, properties, row.code), class: classified.class, belowLower };
}

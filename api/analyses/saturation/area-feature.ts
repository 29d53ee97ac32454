import type { Feature, Geometry } from 'geojson';
import { feature } from '../analysis.ts';
import {
  type AttributedCount,
  belowLowerBound,
  classifyByAttributions,
  type SaturationClass,
  type Thresholds,
} from './classify.ts';
import { indicatorsOf } from './indicators.ts';
import type { AreaRow } from './queries.ts';

export interface AreaResult {
  readonly feature: Feature<Geometry | null>;
  readonly class: SaturationClass;
  /** Code of the reason of the class. */
  readonly reason: string;
  readonly belowLower: ReturnType<typeof belowLowerBound>;
}

export type Attribution = 'location' | 'business_licence';

/**
 * The count by the attribution not asked for. Business licences are issued by counties, so streets are not compared; and
 * where no pharmacy of the city has a licence area, location is all there is.
 */
function otherCount(row: AreaRow, attribution: Attribution): AttributedCount | null {
  if (row.level !== 'county' || (attribution === 'location' && !row.licence_known)) return null;
  return { actual: row.other_actual, possibleMore: row.other_possible_more };
}

function belowByAttributions(chosen: AttributedCount, other: AttributedCount | null, lower: number | null) {
  const own = belowLowerBound({ ...chosen, lower });
  return other === null || belowLowerBound({ ...other, lower }) === own ? own : 'review';
}

/** One area of the answer: its class with the reason, the numbers it rests on, and every figure with date and document. */
export function areaResult(row: AreaRow, thresholds: Thresholds, attribution: Attribution): AreaResult {
  const { actual, possible_more: possibleMore } = row;
  const chosen = { actual, possibleMore };
  const other = otherCount(row, attribution);
  const lower = row.bound?.lower ?? null;
  const upper = row.bound?.upper ?? null;
  const hasData = row.overall.designated > 0;
  const classified = classifyByAttributions(
    chosen,
    other,
    { upper, hasData, otherKinds: row.other_bound_kinds ?? [] },
    thresholds,
  );
  const belowLower = belowByAttributions(chosen, other, lower);
  const byLocation = attribution === 'location' ? chosen : other;
  const byLicence = attribution === 'location' ? other : chosen;
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
    class_by_other_attribution: classified.otherClass,
    pharmacies_actual: actual,
    actual_by_location: byLocation?.actual ?? null,
    actual_by_business_licence: byLicence?.actual ?? null,
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
  return {
    feature: feature(geometry, properties, row.code),
    class: classified.class,
    reason: classified.reason.code,
    belowLower,
  };
}

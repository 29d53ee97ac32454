import type { Facts } from '../../facts.ts';
import type { AreaFacts } from '../../facts-of-areas.ts';
import type { Missing } from '../../finding.ts';
import { type BedRange, type BedSelection, countPurchasedBeds } from './inpatient-beds.ts';

/** Populations that a bed indicator may be given per 1000 of: never interchangeable. */
export const DENOMINATORS = ['resident_pop', 'insured_pop'] as const;
export type Denominator = (typeof DENOMINATORS)[number];

/** Purchased beds of an area and the population to divide them by, both as of the date. */
export interface BedDensity {
  readonly beds: BedRange & { readonly institutionsWithoutFigure: number };
  readonly population: number;
  readonly documents: readonly string[];
}

/** Beds and population of an area, or what is missing for a rate. A modelled population is no published figure. */
export function readBedDensity(
  area: AreaFacts | null,
  denominator: Denominator,
  selection: BedSelection = {},
): BedDensity | { readonly missing: readonly Missing[] } {
  const areaCode = area ? { areaCode: area.code } : {};
  const beds = area && countPurchasedBeds(area, selection);
  const figure = area?.statistics[denominator];
  const missing: Missing[] = [];
  if (!beds)
    missing.push({
      item: 'purchased_beds',
      ...areaCode,
      zh: '医保购买（定点）住院床位数',
      en: 'purchased (designated) inpatient beds',
    });
  if (!figure || figure.isModelled || figure.value <= 0)
    missing.push({ item: denominator, ...areaCode, ...POPULATIONS[denominator] });
  if (!beds || !figure || missing.length > 0) return { missing };
  return { beds, population: figure.value, documents: [`${figure.document} (${figure.asOf})`] };
}

const POPULATIONS: Readonly<Record<Denominator, { readonly zh: string; readonly en: string }>> = {
  resident_pop: { zh: '常住人口（公布数）', en: 'resident population (published figure)' },
  insured_pop: { zh: '参保人口（公布数）', en: 'insured population (published figure)' },
};

/** For comparison by people only: the same beds per 1000 insured persons, where that population is known. */
export function per1000Insured(city: Facts['city'], beds: number): number | null {
  const insured = city?.statistics.insured_pop?.value;
  return insured ? (beds * 1000) / insured : null;
}

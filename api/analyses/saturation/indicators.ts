import type { AreaRow } from './queries.ts';

/** Target shares of open beds in tertiary, secondary and lower hospitals (DL-A8, 6:2:2). */
export const BED_MIX_TARGET = { tertiary: 0.6, secondary: 0.2, primary_and_below: 0.2 } as const;

/** Above this share of occupied bed-days a figure of bed use is an error of the data; the statement uses the same. */
const MOST_PLAUSIBLE_BED_USE = 1.5;

/** Why a figure of a feature is null, by code; the answer carries this legend. */
export const NULL_REASONS = {
  'no-resident-pop': {
    zh: '没有该日期可用的常住人口',
    en: 'no resident population dated on or before the date',
  },
  'no-insured-pop': {
    zh: '没有该日期可用的参保人口',
    en: 'no insured population dated on or before the date',
  },
  'zero-denominator': { zh: '分母为 0', en: 'the denominator is 0' },
  'no-bed-data': { zh: '没有床位数据', en: 'no bed data' },
  'no-bed-days': {
    zh: '没有同时具备开放床位、占用床日和起止日期的记录',
    en: 'no record with open beds, occupied bed-days and a closed period',
  },
  'implausible-bed-use': {
    zh: '占用床日超过开放床位×天数的150%，或公布值大于1.5，数据有误',
    en: 'occupied bed-days above 150 % of open beds x days, or a published rate above 1.5: the data are wrong',
  },
  'no-bed-use-rate': { zh: '没有公布的病床使用率', en: 'no published bed-use rate' },
  'no-graded-beds': { zh: '没有已定等级医院的开放床位', en: 'no open beds with a known hospital grade' },
} as const;
export type NullReason = keyof typeof NULL_REASONS;

type Figures = Record<string, number | null>;

/** Densities, beds, bed use and bed mix of one area. Ratios are unrounded; a null has its reason in `reasons`. */
export function indicatorsOf(row: AreaRow): {
  figures: Record<string, unknown>;
  reasons: Record<string, NullReason>;
  isBedUseImplausible: boolean;
} {
  const reasons: Record<string, NullReason> = {};
  const ratio = (
    field: string,
    part: number | null,
    whole: number | null,
    scale: number,
    missing: [NullReason, NullReason],
  ) => {
    const reason =
      part === null ? missing[0] : whole === null ? missing[1] : whole === 0 ? 'zero-denominator' : undefined;
    if (reason !== undefined) reasons[field] = reason;
    return part === null || !whole ? null : (part / whole) * scale;
  };
  const residents = row.resident_pop?.value ?? null;
  const insured = row.insured_pop?.value ?? null;
  const institutions = row.medical + row.pharmacy + row.ltc_home + row.ltc_residential + row.ltc_both;
  const perResidents = (field: string, part: number) =>
    ratio(field, part, residents, 10_000, ['no-resident-pop', 'no-resident-pop']);
  const figures: Figures = {
    institutions,
    institutions_medical: row.medical,
    institutions_pharmacy: row.pharmacy,
    institutions_ltc_home: row.ltc_home,
    institutions_ltc_residential: row.ltc_residential,
    institutions_ltc_both: row.ltc_both,
    institutions_per_10000_residents: perResidents('institutions_per_10000_residents', institutions),
    medical_per_10000_residents: perResidents('medical_per_10000_residents', row.medical),
    pharmacies_per_10000_residents: perResidents('pharmacies_per_10000_residents', row.pharmacy),
    beds_licensed: row.beds_licensed,
    beds_open: row.beds_open,
    beds_designated: row.beds_designated,
    beds_ltc_open: row.beds_ltc_open,
    inpatient_without_bed_data: row.inpatient_without_bed_data,
  };
  for (const [name, part] of [
    ['beds', row.beds_open],
    ['designated_beds', row.beds_designated],
  ] as const) {
    const residentsField = `${name}_per_1000_residents`;
    const insuredField = `${name}_per_1000_insured`;
    figures[residentsField] = ratio(residentsField, part, residents, 1000, [
      'no-bed-data',
      'no-resident-pop',
    ]);
    figures[insuredField] = ratio(insuredField, part, insured, 1000, ['no-bed-data', 'no-insured-pop']);
  }
  figures.bed_use_computed = ratio('bed_use_computed', row.use_occupied_bed_days, row.use_open_bed_days, 1, [
    'no-bed-days',
    'no-bed-days',
  ]);
  if (row.use_implausible > 0) {
    figures.bed_use_computed = null;
    reasons.bed_use_computed = 'implausible-bed-use';
  }
  const published = row.bed_use_rate?.value ?? null;
  const isPublishedPlausible = published === null || published <= MOST_PLAUSIBLE_BED_USE;
  figures.bed_use_published = isPublishedPlausible ? published : null;
  if (published === null) reasons.bed_use_published = 'no-bed-use-rate';
  else if (!isPublishedPlausible) reasons.bed_use_published = 'implausible-bed-use';
  const bedUse = {
    occupied_bed_days: row.use_occupied_bed_days,
    open_bed_days: row.use_open_bed_days,
    open_beds: row.use_beds,
    from: row.use_from,
    to: row.use_to,
  };
  const mix = bedMix(row);
  if (!mix) reasons.bed_mix = 'no-graded-beds';
  return {
    figures: { ...figures, bed_use_basis: row.use_occupied_bed_days === null ? null : bedUse, bed_mix: mix },
    reasons,
    isBedUseImplausible: row.use_implausible > 0 || !isPublishedPlausible,
  };
}

/** Shares of open beds by hospital grade; ungraded hospitals belong to the third group and are shown apart. */
export function bedMix(
  row: Pick<
    AreaRow,
    'beds_tertiary' | 'beds_secondary' | 'beds_primary' | 'beds_ungraded' | 'beds_grade_unknown'
  >,
) {
  const ungraded = row.beds_ungraded ?? 0;
  const beds = {
    tertiary: row.beds_tertiary ?? 0,
    secondary: row.beds_secondary ?? 0,
    primary_and_below: (row.beds_primary ?? 0) + ungraded,
  };
  const total = beds.tertiary + beds.secondary + beds.primary_and_below;
  if (total === 0) return null;
  const groups = (['tertiary', 'secondary', 'primary_and_below'] as const).map((group) => {
    const share = beds[group] / total;
    return [
      group,
      { open_beds: beds[group], share, difference_to_target: share - BED_MIX_TARGET[group] },
    ] as const;
  });
  return {
    ...Object.fromEntries(groups),
    ungraded: { open_beds: ungraded, share: ungraded / total },
    grade_unknown: { open_beds: row.beds_grade_unknown ?? 0 },
    /** 0 = exactly 6:2:2, 1 = nothing in common: half the sum of the differences. */
    distance_to_target: groups.reduce((sum, [, group]) => sum + Math.abs(group.difference_to_target), 0) / 2,
  };
}

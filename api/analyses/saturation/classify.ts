import type { Localized } from '../../localized.ts';

export const SATURATION_CLASSES = [
  'over_saturated',
  'saturated',
  'unsaturated',
  'review',
  'unknown',
] as const;
export type SaturationClass = (typeof SATURATION_CLASSES)[number];

/** Limits of DL-D1 in whole institutions, as differences actual − upper bound. */
export interface Thresholds {
  /** At or above: over-saturated. */
  readonly overSaturatedFrom: number;
  /** At or above, up to overSaturatedFrom − 1: saturated; below: unsaturated. */
  readonly saturatedFrom: number;
}

export interface Classified {
  readonly class: SaturationClass;
  readonly reason: Localized & { readonly code: string };
}

export interface SaturationFacts {
  /** Pharmacies that count in the area. */
  readonly actual: number;
  /** Pharmacies without an area that may belong to this one. */
  readonly possibleMore: number;
  readonly upper: number | null;
  /** False when not a single pharmacy of the kind is designated anywhere: then a count of 0 says nothing. */
  readonly hasData: boolean;
  /** Other kinds for which the area has an upper bound. */
  readonly otherKinds: readonly string[];
}

/**
 * DL-D1: over-saturated, saturated or unsaturated by the difference between actual number and upper bound. `review` where
 * a non-integer bound leaves a gap between the bands, or where pharmacies without an area could change the class;
 * `unknown` without an upper bound of the kind asked for.
 */
export function classifySaturation(facts: SaturationFacts, thresholds: Thresholds): Classified {
  const { actual, possibleMore, upper, hasData, otherKinds } = facts;
  if (upper === null) return { class: 'unknown', reason: noBound(otherKinds) };
  if (!hasData)
    return {
      class: 'review',
      reason: {
        code: 'no-pharmacy-data',
        zh: '数据库中没有该类定点药店，实际值不可信。',
        en: 'No designated pharmacy of this kind is loaded at all, so the actual number cannot be relied on.',
      },
    };
  const lowest = bandOf(actual - upper, thresholds);
  if (lowest === 'review')
    return {
      class: 'review',
      reason: {
        code: 'between-bands',
        zh: `差值 ${display(actual - upper)} 落在两档之间（上限界值不是整数），需人工判定。`,
        en: `The difference ${display(actual - upper)} falls between two bands (the upper bound is not a whole number).`,
      },
    };
  if (possibleMore > 0 && bandOf(actual + possibleMore - upper, thresholds) !== lowest)
    return {
      class: 'review',
      reason: {
        code: 'unattributed-pharmacies',
        zh: `有 ${possibleMore} 家药店的归属不明，计入与否会改变分类，需人工判定。`,
        en: `${possibleMore} pharmacies whose area is not known could change the class.`,
      },
    };
  return { class: lowest, reason: { code: 'compared', ...BAND_TEXT[lowest] } };
}

/** The count of an area by one attribution: pharmacies that count there, and those that may. */
export interface AttributedCount {
  readonly actual: number;
  readonly possibleMore: number;
}

/**
 * DL-D1 counts by the business-licence authority (DL-E2); other plans count by location. Where both are known and do not
 * give one class, a person decides which applies. `other` null: not known, or not compared.
 */
export function classifyByAttributions(
  chosen: AttributedCount,
  other: AttributedCount | null,
  facts: Omit<SaturationFacts, keyof AttributedCount>,
  thresholds: Thresholds,
): Classified & { readonly otherClass: SaturationClass | null } {
  const own = classifySaturation({ ...facts, ...chosen }, thresholds);
  const otherClass = other && classifySaturation({ ...facts, ...other }, thresholds).class;
  if (otherClass === null || otherClass === own.class || own.class === 'review' || own.class === 'unknown')
    return { ...own, otherClass };
  return {
    class: 'review',
    otherClass,
    reason: {
      code: 'attribution-decides',
      zh: '按所在地与按营业执照发证地统计得出的分类不同（或营业执照归属缺失而可能不同），需人工判定。',
      en: 'Counted by location and by business licence the class differs, or could for want of licence areas.',
    },
  };
}

function bandOf(difference: number, limits: Thresholds): Exclude<SaturationClass, 'unknown'> {
  if (difference >= limits.overSaturatedFrom) return 'over_saturated';
  if (difference > limits.overSaturatedFrom - 1 && difference >= limits.saturatedFrom) return 'review';
  return difference >= limits.saturatedFrom ? 'saturated' : 'unsaturated';
}

const BAND_TEXT: Record<'over_saturated' | 'saturated' | 'unsaturated', Localized> = {
  over_saturated: { zh: '过饱和', en: 'Over-saturated.' },
  saturated: { zh: '饱和', en: 'Saturated.' },
  unsaturated: { zh: '非饱和', en: 'Unsaturated.' },
};

function noBound(otherKinds: readonly string[]): Classified['reason'] {
  const others = otherKinds.length > 0;
  return {
    code: others ? 'bound-of-another-kind-only' : 'no-upper-bound',
    zh: others
      ? `没有该类药店的上限界值（仅有：${otherKinds.join('、')}）；界值与实际值须为同一类。`
      : '没有上限界值。',
    en: others
      ? `There is no upper bound of this pharmacy kind (only of: ${otherKinds.join(', ')}); bound and actual number must be of one kind.`
      : 'There is no upper bound.',
  };
}

/**
 * DL-D9: is the actual number below the lower bound (a gap to be filled with priority)? `review` where pharmacies without
 * an area could close the gap; `unknown` without a lower bound.
 */
export function belowLowerBound(facts: {
  actual: number;
  possibleMore: number;
  lower: number | null;
}): 'yes' | 'no' | 'review' | 'unknown' {
  const { actual, possibleMore, lower } = facts;
  if (lower === null) return 'unknown';
  if (actual >= lower) return 'no';
  return actual + possibleMore >= lower ? 'review' : 'yes';
}

const display = (value: number) => String(Math.round(value * 1000) / 1000);

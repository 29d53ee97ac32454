import { z } from 'zod';
import type { RawFinding } from '../../finding.ts';
import { defineRuleKind } from '../../rule-kind.ts';
import { forReview, notApplicable } from './for-review.ts';
import { findDistrict, readClass, readStreet, reviewDistrict } from './pharmacy-area.ts';
import { type Capacity, capacityEvidence, placeDraw, readCapacity } from './pharmacy-capacity.ts';
import { districtSchema, kindPreferenceSchema } from './pharmacy-kind.ts';

/** DL-D4: a district below its bound may be filled up to it; whether the street's bound counts too is open in the text. */
export const upperBoundCapacity = defineRuleKind({
  id: 'upper-bound-capacity',
  title: { zh: '上限范围内纳入', en: 'Within the upper bound' },
  description: {
    zh: '区市县实际数加一不超过上限的可纳入；区市县未满而街道已达上限的转人工审核（或按选项只看区市县）。',
    en: 'May be admitted while the count of the district plus one stays within its bound; district open but street full: review (or, by option, the district alone).',
  },
  parameters: z.strictObject({
    bandRule: z.string().describe('Rule of kind saturation-band, e.g. DL-D1.'),
    bands: z
      .array(z.string().min(1))
      .min(1)
      .describe('Classes of the district in which the bound may be filled.'),
    pharmacyKinds: kindPreferenceSchema.default(['personal_account', 'all']),
    area: districtSchema,
  }),
  options: { bound_of: ['district_and_street', 'district'] },
  decides: true,
  refersTo: ({ bandRule }) => [bandRule],
  evaluate: ({ parameters, facts, resultOf, option }): RawFinding => {
    const district = findDistrict(facts, parameters.area);
    if (!district) return reviewDistrict(parameters.area);
    const found = readClass(resultOf(parameters.bandRule), parameters.bandRule);
    if ('doubt' in found) return found.doubt;
    if (!parameters.bands.includes(found.name))
      return notApplicable(
        {
          zh: `${district.name}的类别为 ${found.name}，本条不适用。`,
          en: `${district.name} is ${found.name}; this rule does not apply.`,
        },
        { class: found.name },
      );
    const whole = readCapacity(district, parameters.pharmacyKinds, facts);
    if ('missing' in whole)
      return forReview({ zh: `缺少${whole.missing.zh}。`, en: `Missing: ${whole.missing.en}.` }, [
        whole.missing,
      ]);
    const after = whole.actual + whole.taken + 1;
    const base = {
      measured: after,
      comparator: '<=' as const,
      threshold: whole.upper,
      unit: 'pharmacies after the addition',
      derived: {
        class: found.name,
        actual: whole.actual,
        upper: whole.upper,
        takenInBatch: whole.taken,
        pharmacyKind: whole.kind,
      },
      evidence: capacityEvidence([whole]),
      uses: ['bounds', 'institutions'],
    };
    if (whole.actual + 1 > whole.upper)
      return forReview(
        {
          zh: `类别为 ${found.name}，但${numbersZh(whole)}，新增一家即超过上限，两者不符。`,
          en: `The class is ${found.name}, yet ${numbersEn(whole)}: one more exceeds the bound. The two contradict.`,
        },
        [],
        base,
      );
    if (after > whole.upper)
      return {
        ...base,
        outcome: 'NOT_SELECTED',
        reason: {
          zh: `${numbersZh(whole)}，余额已由排序在前者占用。`,
          en: `${numbersEn(whole)}: higher-ranked applicants took what was left.`,
        },
      };
    const draws = [placeDraw(district.code, whole.kind)];
    if (after + whole.unattributed > whole.upper) return reviewUnattributed(whole, { ...base, draws });
    const open = {
      zh: `${numbersZh(whole)}，新增一家不超过上限。`,
      en: `${numbersEn(whole)}: one more stays within it.`,
    };
    if (option('bound_of') === 'district') return { ...base, outcome: 'PASS', draws, reason: open };
    const at = readStreet(facts, district);
    if ('doubt' in at) return { ...base, draws, ...at.doubt, derived: base.derived };
    const part = readCapacity(at.street, parameters.pharmacyKinds, facts);
    if ('missing' in part)
      return forReview(
        { zh: `${open.zh}缺少${part.missing.zh}。`, en: `${open.en} Missing: ${part.missing.en}.` },
        [part.missing],
        { ...base, draws },
      );
    const both = {
      ...base,
      draws: [...draws, placeDraw(at.street.code, part.kind)],
      evidence: capacityEvidence([whole, part]),
      derived: { ...base.derived, streetActual: part.actual, streetUpper: part.upper },
    };
    if (part.actual + part.taken + 1 > part.upper)
      return forReview(
        {
          zh: `${open.zh}但${numbersZh(part)}，“本区域”指区市县还是街道条文未明。`,
          en: `${open.en} But ${numbersEn(part)}; whether "this area" means the district or the street is open.`,
        },
        [],
        both,
      );
    if (part.actual + part.taken + 1 + part.unattributed > part.upper) return reviewUnattributed(part, both);
    return {
      ...both,
      outcome: 'PASS',
      reason: {
        zh: `${open.zh}${numbersZh(part)}，亦不超过。`,
        en: `${open.en} ${numbersEn(part)}: within it too.`,
      },
    };
  },
});

function reviewUnattributed(
  { area, unattributed }: Capacity,
  rest: Omit<RawFinding, 'outcome' | 'reason' | 'missing'>,
): RawFinding {
  return forReview(
    {
      zh: `${area.name}另有 ${unattributed} 家药店归属不明，计入后可能超过上限。`,
      en: `${unattributed} pharmacies that may belong to ${area.name} could reach its bound.`,
    },
    [
      {
        item: 'pharmacy_attribution',
        areaCode: area.code,
        zh: '部分定点药店的归属',
        en: 'area of some pharmacies',
      },
    ],
    rest,
  );
}

function numbersZh({ area, actual, upper, taken }: Capacity): string {
  return `${area.name}实际 ${actual}${taken > 0 ? `、本批次已占 ${taken}` : ''}，上限 ${upper}`;
}

function numbersEn({ area, actual, upper, taken }: Capacity): string {
  return `${area.name} has ${actual}${taken > 0 ? `, ${taken} taken in the batch` : ''}, bound ${upper}`;
}

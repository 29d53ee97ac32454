import { z } from 'zod';
import { localizedSchema } from '../../../localized.ts';
import type { RawFinding } from '../../finding.ts';
import { defineRuleKind } from '../../rule-kind.ts';
import { DENOMINATORS, per1000Insured } from './bed-density.ts';
import { judgeBedLimit, type LimitVerdict } from './bed-limit.ts';
import { datedNumberSchema } from './dated-parameter.ts';
import { countRequestedBeds } from './inpatient-beds.ts';

const NOBODY_ASKED: RawFinding = {
  outcome: 'MANUAL_REVIEW',
  reason: {
    zh: '申请未写明住院床位数，无法核算每千人口床位数。',
    en: 'The application states no inpatient beds, so the beds per 1000 persons cannot be computed.',
  },
  missing: [{ item: 'requested_beds', zh: '申请的住院床位数（分类别）', en: 'beds asked for, by category' }],
};

/** KF-B1, QD-5: purchased inpatient beds of the city, with those asked for, per 1000 persons. */
export const per1000Cap = defineRuleKind({
  id: 'per-1000-cap',
  title: { zh: '每千人口购买床位上限', en: 'Cap of purchased beds per 1000 persons' },
  description: {
    zh: '（全市已购买床位＋申请床位）÷人口×1000 不超过指标的为通过，等于指标也通过；超过的“原则上”不符合。总量与申请类别的分项指标都须满足；分母在参数中写明，不可互换。',
    en: '(purchased beds of the city + beds asked for) / population × 1000 at most the indicator passes, equality included; more does not, in principle. The total and the indicator of each category asked for must hold; the denominator is explicit.',
  },
  parameters: z.strictObject({
    denominator: z.enum(DENOMINATORS).describe('Population to divide by.'),
    total: datedNumberSchema.describe('Indicator for all beds.'),
    categories: z
      .array(
        z.strictObject({
          id: z.string().regex(/^[a-z][a-z0-9_]*$/),
          title: z.strictObject(localizedSchema.shape),
          bedCategories: z.array(z.string()).min(1).optional().describe('Bed categories that it counts.'),
          licenceCategories: z
            .array(z.string())
            .min(1)
            .optional()
            .describe('Licence categories of the institutions all of whose beds it counts.'),
          cap: datedNumberSchema,
        }),
      )
      .default([])
      .describe('Sub-indicators; a bed may count in several.'),
  }),
  decides: true,
  evaluate: ({ parameters: { denominator, total, categories }, application, facts, asOf }): RawFinding => {
    const requested = countRequestedBeds(application);
    if (!requested) return NOBODY_ASKED;
    const question = { application, facts, asOf, denominator };
    const verdicts = [
      { title: { zh: '住院床位总量', en: 'All inpatient beds' }, selection: {}, cap: total },
      ...categories.map(({ title, cap, ...selection }) => ({ title, selection, cap })),
    ].flatMap((limit) => judgeBedLimit(limit, question) ?? []);
    const decisive = verdicts.toSorted((a, b) => GRAVITY.indexOf(a.outcome) - GRAVITY.indexOf(b.outcome))[0];
    if (!decisive)
      return {
        outcome: 'PASS',
        reason: { zh: '申请不增加住院床位。', en: 'The application adds no inpatient beds.' },
      };
    const missing =
      decisive.outcome === 'MANUAL_REVIEW' ? verdicts.flatMap((verdict) => verdict.missing) : [];
    return {
      outcome: decisive.outcome,
      measured: decisive.per1000,
      comparator: '<=',
      threshold: decisive.cap,
      unit: `beds per 1000 ${denominator}`,
      reason: {
        zh: verdicts.map((verdict) => verdict.reason.zh).join('；'),
        en: verdicts.map((verdict) => verdict.reason.en).join('; '),
      },
      ...(missing.length > 0 ? { missing: onceEach(missing) } : {}),
      derived: {
        requestedBeds: requested.atLeast,
        per1000InsuredForComparison: per1000Insured(facts.city, decisive.beds),
      },
      evidence: evidenceOf(verdicts, facts.city),
      uses: ['statistics', 'institutions', 'parameters'],
    };
  },
});

const GRAVITY: readonly LimitVerdict['outcome'][] = ['FAIL_IN_PRINCIPLE', 'MANUAL_REVIEW', 'PASS'];

function onceEach(missing: LimitVerdict['missing']): LimitVerdict['missing'] {
  return missing.filter(
    (entry, index) =>
      missing.findIndex((other) => other.item === entry.item && other.areaCode === entry.areaCode) === index,
  );
}

function evidenceOf(
  verdicts: readonly LimitVerdict[],
  city: { readonly code: string; readonly name: string } | null,
): NonNullable<RawFinding['evidence']> {
  const documents = [...new Set(verdicts.flatMap((verdict) => verdict.documents))];
  return {
    documents,
    ...(city ? { areas: [{ code: city.code, name: city.name, role: 'beds and population' }] } : {}),
  };
}

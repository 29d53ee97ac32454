import type { RawFinding } from '../../finding.ts';
import { defineRuleKind } from '../../rule-kind.ts';
import type { FreezeVerdict } from './bed-freeze.ts';
import { freezeParameters, listFreezeVerdicts } from './freeze-verdicts.ts';
import { countRequestedBeds } from './inpatient-beds.ts';

/** KF-B2, QD-6: beds whose target is reached, or that stand in a zone that has enough, are not bought for now. */
export const per1000Freeze = defineRuleKind({
  id: 'per-1000-freeze',
  title: { zh: '达标床位暂不新增购买', en: 'No more beds where the target is reached' },
  description: {
    zh: '申请类别的床位已达到规划指标（等于即达到），或地点所在区域每千人口床位数达到限值的，暂不新增购买（不符合）。指标、区域边界、区域床位与人口缺一项即人工审核；点在区域边界上的人工审核。',
    en: 'Beds of a category whose indicator is reached (equal is reached), or in a zone with as many beds per 1000 persons as its limit, are not bought (FAIL). A missing indicator, polygon, bed or population figure is for review, as is a site on the border of the zone.',
  },
  parameters: freezeParameters,
  decides: true,
  evaluate: (context): RawFinding =>
    countRequestedBeds(context.application)
      ? combine(listFreezeVerdicts(context), context.parameters.denominator)
      : NOTHING_ASKED,
});

const NOTHING_ASKED: RawFinding = {
  outcome: 'MANUAL_REVIEW',
  reason: {
    zh: '申请未写明分类别的住院床位数。',
    en: 'The application does not state its inpatient beds by category.',
  },
  missing: [{ item: 'requested_beds', zh: '申请的住院床位数（分类别）', en: 'beds asked for, by category' }],
};

const GRAVITY: readonly FreezeVerdict['outcome'][] = ['FAIL', 'MANUAL_REVIEW', 'PASS'];

function combine(verdicts: readonly FreezeVerdict[], denominator: string): RawFinding {
  const decisive = verdicts.toSorted((a, b) => GRAVITY.indexOf(a.outcome) - GRAVITY.indexOf(b.outcome))[0];
  if (!decisive)
    return {
      outcome: 'NOT_APPLICABLE',
      reason: {
        zh: '申请的床位类别不在暂停新增购买之列。',
        en: 'The beds asked for are of no category that this clause freezes.',
      },
    };
  const missing = decisive.outcome === 'MANUAL_REVIEW' ? verdicts.flatMap((verdict) => verdict.missing) : [];
  const documents = [...new Set(verdicts.flatMap((verdict) => verdict.documents))];
  return {
    outcome: decisive.outcome,
    measured: decisive.per1000,
    comparator: '<',
    threshold: decisive.limit,
    unit: `beds per 1000 ${denominator}`,
    reason: {
      zh: `${verdicts.map(({ reason }) => reason.zh).join('；')}。`,
      en: `${verdicts.map(({ reason }) => reason.en).join('; ')}.`,
    },
    ...(missing.length > 0 ? { missing } : {}),
    ...(documents.length > 0 ? { evidence: { documents } } : {}),
    uses: ['statistics', 'institutions', 'parameters', 'classifications'],
  };
}

import type { RawFinding } from '../../finding.ts';
import { defineRuleKind, type RuleContext } from '../../rule-kind.ts';
import { type WalkParameters, walkParameters } from './walk-parameters.ts';
import { describeWalk } from './walking-finding.ts';
import { listEncounters } from './walking-neighbours.ts';

/** KF-C1, XA-5, QD-8: nobody of the same type within a walk of the site. */
export const walkSameTypeWithin = defineRuleKind({
  id: 'walk-same-type-within',
  title: { zh: '步行范围内无同类型机构', en: 'No same type within a walk' },
  description: {
    zh: '步行距离不超过内限值有同类型定点机构的，原则上不符合；都超过外限值的通过；两限值之间人工审核并报告步行分钟数。直线距离是步行距离的下限：没有步行路网时，只有直线距离（扣除精度）超过外限值才能判定，否则人工审核。规划未定义同类型的：类别相同为同类；仅在对照表中同号、或药店仅服务不同的，人工审核。',
    en: 'A designated institution of the same type within the inner limit on foot: not met in principle. All beyond the outer limit: passes. Between: manual review with the minutes. The straight line is a lower bound: without a walking network only one that exceeds the outer limit (less its accuracy) decides. Where the plan defines no types, identical licence categories are the same; the same number of the comparison table only, or pharmacies that differ in service only, are for review.',
  },
  parameters: walkParameters,
  options: {
    unverified_points: ['review', 'accept'],
    temporary_designations: ['review', 'not_counted'],
    unlisted_category: ['review', 'different'],
  },
  decides: true,
  evaluate: (context): RawFinding => notMeant(context) ?? unplaced(context) ?? decide(context),
});

function notMeant({
  parameters: { addedServices },
  application,
}: RuleContext<WalkParameters>): RawFinding | undefined {
  const { purpose, service } = application;
  if (purpose !== 'add_service' || addedServices.includes(service)) return undefined;
  return {
    outcome: 'NOT_APPLICABLE',
    reason: {
      zh: '已定点机构增加该项服务不是新增定点。',
      en: 'Adding this service to a designated institution is not a new designation.',
    },
  };
}

function unplaced({ facts: { site, neighbours } }: RuleContext<WalkParameters>): RawFinding | undefined {
  const uses = ['institutions', 'areas'];
  if (!site)
    return {
      outcome: 'MANUAL_REVIEW',
      reason: { zh: '没有申请地点坐标。', en: 'The site has no position.' },
      missing: [{ item: 'site_position', zh: '申请地点坐标', en: 'position of the site' }],
      uses,
    };
  if (!site.crsKnown)
    return {
      outcome: 'MANUAL_REVIEW',
      reason: {
        zh: '申请地点的坐标系不明（可能偏移数百米），不作距离判定。',
        en: 'The coordinate system of the site is not known (it may be off by hundreds of metres): no distance is decided.',
      },
      missing: [{ item: 'site_crs', zh: '申请地点坐标系', en: 'coordinate reference system of the site' }],
      uses,
    };
  if (!neighbours)
    return {
      outcome: 'MANUAL_REVIEW',
      reason: { zh: '没有周边机构数据。', en: 'Nothing is known of the institutions around.' },
      missing: [{ item: 'neighbours', zh: '周边机构', en: 'institutions around the site' }],
      uses,
    };
  return undefined;
}

function decide(context: RuleContext<WalkParameters>): RawFinding {
  const { plan, parameters: limits, application, facts, asOf, option } = context;
  const encounters = listEncounters(facts, {
    plan,
    applicant: {
      kind: application.kind,
      category: application.category ?? facts.applicant?.category ?? null,
      service: application.service,
      type: facts.type,
    },
    limits,
    asOf,
    countsUndesignated: limits.countsUndesignated,
    temporaryCounts: option('temporary_designations') === 'not_counted' ? 'not_counted' : 'review',
    unlistedCategory: option('unlisted_category') === 'different' ? 'different' : 'review',
    unverifiedPoints: option('unverified_points') === 'accept' ? 'accept' : 'review',
  });
  return describeWalk(encounters, context);
}

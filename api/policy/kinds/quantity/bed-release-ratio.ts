import type { RawFinding } from '../../finding.ts';
import { defineRuleKind } from '../../rule-kind.ts';
import { servicesInForce } from '../place/designation-of.ts';
import { judgeBedDemand } from './bed-demand.ts';
import { bedParametersSchema } from './bed-parameters.ts';
import { readBedsAsked } from './beds-asked.ts';
import { forReview, notApplicable } from './for-review.ts';

/**
 * DL-C1: beds are added only from released beds. Derives `beds` and what the ledger rules read of the need; HOLD where the
 * release does not suffice or others wait ahead.
 */
export const bedReleaseRatio = defineRuleKind({
  id: 'bed-release-ratio',
  title: { zh: '床位释放量的退X进1', en: 'Retire-X-add-1 for beds' },
  description: {
    zh: '所需释放床位为申请床位乘以该组的X；不足或前面有排队的暂停纳入（HOLD）；已有住院定点的增加床位原则上不纳入。',
    en: 'Needs X times the beds asked for; too little, or others ahead in the queue: HOLD. More beds for an institution that has inpatient care: not in principle.',
  },
  parameters: bedParametersSchema,
  decides: true,
  refersTo: ({ groupRule, poolRule }) => [groupRule, poolRule],
  evaluate: (context): RawFinding => {
    const { parameters, application, facts, asOf } = context;
    const beds = readBedsAsked(application, parameters.scarceBeds?.categories ?? []);
    if (!beds)
      return forReview({ zh: '未说明申请的床位数。', en: 'The beds asked for are not stated.' }, [
        { item: 'beds', zh: '申请床位数（分类别）', en: 'beds asked for, by category' },
      ]);
    if (beds.total <= 0)
      return notApplicable({
        zh: '没有净增床位，不使用释放量。',
        en: 'No net growth of beds: no release is used.',
      });
    const group = context.resultOf(parameters.groupRule).derived?.group;
    const pool = context.resultOf(parameters.poolRule).derived ?? {};
    const ratio = parameters.ratios.find(({ groups }) => groups.some((name) => name === group));
    if (!ratio || typeof pool.poolArea !== 'string')
      return forReview(
        {
          zh: `${ratio ? '' : `${parameters.groupRule} 未能确定适用比例的机构组。`}${typeof pool.poolArea === 'string' ? '' : `${parameters.poolRule} 未能确定释放池。`}`,
          en: `${ratio ? '' : `${parameters.groupRule} gives no group with a ratio. `}${typeof pool.poolArea === 'string' ? '' : `${parameters.poolRule} gives no pool.`}`.trim(),
        },
        [
          ...(ratio ? [] : [{ item: 'priority_group', zh: '机构所属组', en: 'group of the institution' }]),
          ...(typeof pool.poolArea === 'string'
            ? []
            : [{ item: 'release_pool', zh: '适用的释放池', en: 'release pool' }]),
        ],
        { derived: { beds: beds.total } },
      );
    const judged = judgeBedDemand(context, {
      ratio,
      beds,
      area: { code: pool.poolArea, name: String(pool.poolAreaName ?? pool.poolArea) },
      isCityPool: pool.poolLevel === 'city',
    });
    const { purpose } = application;
    const isMore = purpose === 'add_beds' || purpose === 'bed_conversion';
    if (facts.applicant === null && isMore)
      return forReview(
        {
          zh: `申请机构不在登记册中，无法确认是否已有住院定点。${judged.reason.zh}`,
          en: `The applicant is not in the register, so whether it has inpatient care already is unknown. ${judged.reason.en}`,
        },
        [{ item: 'applicant', zh: '登记册中的申请机构', en: 'the applicant in the register' }],
        judgedWithoutOutcome(judged),
      );
    if (!servicesInForce(facts.applicant, asOf).includes(application.service)) return judged;
    if (isMore)
      return {
        ...judged,
        outcome: parameters.existing,
        reason: {
          zh: `该机构已有住院定点，增加 ${beds.total} 张床位不属于新增住院定点，规划期内原则上不增加医保床位总数。${judged.reason.zh}`,
          en: `The institution has inpatient care already; ${beds.total} more beds are no new designation, and the total is not to grow in principle. ${judged.reason.en}`,
        },
      };
    if (purpose !== 'new' && purpose !== 'add_service') return judged;
    return forReview(
      {
        zh: `登记册显示该机构已有住院定点，与“新增”申请不符。${judged.reason.zh}`,
        en: `The register shows inpatient care already, which contradicts a new application. ${judged.reason.en}`,
      },
      [],
      judgedWithoutOutcome(judged),
    );
  },
});

function judgedWithoutOutcome({
  outcome: _outcome,
  reason: _reason,
  missing: _missing,
  ...rest
}: RawFinding) {
  return rest;
}

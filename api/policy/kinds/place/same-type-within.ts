import { z } from 'zod';
import { INSTITUTION_KINDS, PURPOSES } from '../../application.ts';
import type { RawFinding } from '../../finding.ts';
import { defineRuleKind } from '../../rule-kind.ts';
import { concernOf } from './same-type-concern.ts';
import { decideSameType } from './same-type-decision.ts';

const radiusM = z.number().positive().max(5_000);

const sameTypeParameters = z.strictObject({
  radiusM: radiusM.describe('Radius in metres, straight line on the ellipsoid.'),
  areaRadii: z
    .array(
      z.strictObject({
        trait: z.string().min(1).describe('Classification of areas.'),
        values: z.array(z.string()).min(1).optional().describe('Values that count; left out = any.'),
        radiusM: radiusM.describe('Radius in metres inside such an area.'),
      }),
    )
    .default([])
    .describe('Other radii in classified areas; the first that matches counts.'),
  maxWithin: z
    .int()
    .min(0)
    .default(0)
    .describe('How many designated institutions of the same type may stand within the radius already.'),
  sameBy: z
    .enum(['type', 'kind'])
    .default('type')
    .describe('type = equal number in the plan’s table; kind = all institutions of the kind are one type.'),
  kind: z
    .enum(INSTITUTION_KINDS)
    .default('medical')
    .describe('Kind of the institutions compared with; the applicant must be of it.'),
  typeNos: z
    .array(z.int().positive())
    .min(1)
    .optional()
    .describe('Types that the rule concerns; left out = every type.'),
  newSitePurposes: z
    .array(z.enum(PURPOSES))
    .min(1)
    .describe('Purposes that bring a new site: decided directly.'),
  variantPurposes: z
    .array(z.enum(PURPOSES))
    .default([])
    .describe(
      'Purposes at an unchanged address for which the plan is silent: compared with (a) all of the type and (b) those that have the service or level asked for; a conflict is for review.',
    ),
  conflict: z
    .enum(['FAIL', 'FAIL_IN_PRINCIPLE'])
    .default('FAIL')
    .describe('Outcome of an established conflict.'),
});
export type SameTypeParameters = z.output<typeof sameTypeParameters>;

/**
 * DL-A2: no designated institution of the same type within a radius. Every purpose that is in neither list keeps its address
 * and is not concerned, unless the site has moved.
 */
export const sameTypeWithin = defineRuleKind({
  id: 'same-type-within',
  title: { zh: '半径内同类型定点机构', en: 'Same type within a radius' },
  description: {
    zh: '以直线距离比较地点与所有同类型定点机构；含限值；在位置精度范围内、未核实、类型不明、数据不全或仅与豁免未计数、临时定点、同批次机构冲突的需人工审核。',
    en: 'Compares the site with every designated institution of its type by straight line, the limit included; inside the accuracy, unverified, untyped, incomplete, or in conflict only with exempt, temporary or in-batch institutions: manual review.',
  },
  parameters: sameTypeParameters,
  options: {
    at_limit: ['conflict', 'free'],
    exempt_uncounted: ['review', 'conflict', 'ignored'],
    temporary_designations: ['review', 'conflict', 'ignored'],
    in_batch_sites: ['review', 'conflict'],
    branch_of_applicant: ['review', 'conflict', 'ignored'],
    unverified_points: ['review', 'accept'],
    unchanged_address: ['two_variants', 'all_same_type', 'same_service', 'not_concerned'],
    record_filing: ['review_if_it_decides', 'as_licence'],
  },
  decides: true,
  evaluate: (context): RawFinding => {
    const concern = concernOf(context);
    if ('outcome' in concern) return concern;
    return decideSameType(context, concern);
  },
});

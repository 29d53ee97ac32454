import type { RawFinding } from '../../finding.ts';
import { defineRuleKind } from '../../rule-kind.ts';
import { concernOf } from './same-type-concern.ts';
import { decideSameType } from './same-type-decision.ts';
import { sameTypeParameters } from './same-type-parameters.ts';

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

import { z } from 'zod';
import type { RawFinding } from '../../finding.ts';
import { defineRuleKind } from '../../rule-kind.ts';
import { forReview } from './for-review.ts';

/**
 * DL-C2: the level of the licensing authority says which pool an applicant draws on; pools stay apart. Derives `poolArea`
 * (area code), `poolAreaName` and `poolLevel` (level of the authority).
 */
export const poolByAuthority = defineRuleKind({
  id: 'pool-by-authority',
  title: { zh: '按审批权限确定释放池', en: 'Pool by licensing authority' },
  description: {
    zh: '按发放执业许可证的部门级别确定使用全市还是区市县的释放量；级别或区域不明的转人工审核。',
    en: 'The level of the authority that licensed the applicant says whose release it draws on; unknown level or area: review.',
  },
  parameters: z.strictObject({
    pools: z
      .array(
        z.strictObject({
          authority: z
            .enum(['province', 'city', 'county'])
            .describe('Level of the authority that licensed it.'),
          area: z.enum(['city', 'licensing_area']).describe('Area whose pool it draws on.'),
        }),
      )
      .min(1)
      .describe('Which pool belongs to which level; a level without an entry is for review.'),
  }),
  decides: true,
  evaluate: ({ plan, parameters, facts }): RawFinding => {
    const { licensingArea, licensingLevel } = facts;
    if (!licensingLevel)
      return forReview(
        {
          zh: '未提供《医疗机构执业许可证》的审批部门，无法确定释放池。',
          en: 'The authority that issued the practice licence is not given, so the pool is unknown.',
        },
        [{ item: 'licensing_authority', zh: '执业许可证审批部门', en: 'licensing authority' }],
      );
    const entry = parameters.pools.find(({ authority }) => authority === licensingLevel);
    if (!entry)
      return forReview(
        {
          zh: `规划未规定${LEVELS[licensingLevel].zh}审批的机构使用哪个释放池。`,
          en: `The plan does not say on which pool an institution licensed by ${LEVELS[licensingLevel].en} draws.`,
        },
        [],
        { measured: licensingLevel, comparator: 'in', unit: 'licensing level' },
      );
    const area =
      entry.area === 'city'
        ? {
            code: facts.city?.code ?? plan.city.code,
            name: facts.city?.name ?? plan.city.name.zh,
            level: 'city',
          }
        : licensingArea;
    if (!area || (licensingLevel === 'county' && area.level === 'city'))
      return forReview(
        {
          zh: '未提供审批部门所属的区市县，不按所在位置推定。',
          en: 'The district of the licensing authority is not given; the location never stands in for it.',
        },
        [{ item: 'licensing_area', zh: '审批部门所属区域', en: 'area of the licensing authority' }],
      );
    return {
      outcome: 'FLAG',
      measured: licensingLevel,
      unit: 'licensing level',
      derived: { poolArea: area.code, poolAreaName: area.name, poolLevel: licensingLevel },
      evidence: { areas: [{ code: area.code, name: area.name, role: 'release pool' }] },
      uses: ['areas'],
      reason: {
        zh: `由${LEVELS[licensingLevel].zh}审批，使用${area.name}的释放量。`,
        en: `Licensed by ${LEVELS[licensingLevel].en}: it draws on the release of ${area.name}.`,
      },
    };
  },
});

const LEVELS = {
  province: { zh: '省级部门', en: 'a provincial authority' },
  city: { zh: '市级部门', en: 'the city authority' },
  county: { zh: '区市县部门', en: 'a district authority' },
} as const;

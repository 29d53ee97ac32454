import { z } from 'zod';
import { localizedSchema } from '../../../localized.ts';
import type { RawFinding } from '../../finding.ts';
import { defineRuleKind } from '../../rule-kind.ts';

const parametersSchema = z
  .strictObject({
    groups: z
      .array(
        z.strictObject({
          name: z.string().regex(/^[a-z][a-z0-9_]*$/),
          title: z.strictObject(localizedSchema.shape),
          grades: z.array(z.string().min(1)).min(1).describe('Hospital grades that the group takes in.'),
          target: z
            .number()
            .min(0)
            .max(1)
            .describe('Share of all open designated beds aimed at (0.6 = 60 %).'),
        }),
      )
      .min(2)
      .describe('Groups of hospital grades; their targets add up to 1.'),
  })
  .refine(({ groups }) => Math.abs(groups.reduce((sum, group) => sum + group.target, 0) - 1) < 1e-9, {
    path: ['groups'],
    message: 'the targets must add up to 1',
  })
  .refine(
    ({ groups }) => {
      const grades = groups.flatMap((group) => group.grades);
      return new Set(grades).size === grades.length;
    },
    { path: ['groups'], message: 'a grade stands in two groups' },
  );

/** DL-A8: shares of open designated beds by hospital grade and their distance from the target; never an obstacle. */
export const shareMonitor = defineRuleKind({
  id: 'share-monitor',
  title: { zh: '床位结构监测', en: 'Bed mix' },
  description: {
    zh: '按医疗机构等级统计开放定点床位占比及与目标的差距；仅作监测。',
    en: 'Shares of open designated beds by hospital grade, and how far they are from the target; monitoring only.',
  },
  parameters: parametersSchema,
  decides: false,
  evaluate: ({ parameters, facts }): RawFinding => {
    const beds = facts.totals?.openBedsByGrade ?? {};
    const total = Object.values(beds).reduce((sum, quantity) => sum + quantity, 0);
    const uses = ['institutions'];
    if (total === 0)
      return {
        outcome: 'FLAG',
        uses,
        missing: [{ item: 'open_beds', zh: '分等级的开放定点床位数', en: 'open designated beds by grade' }],
        reason: {
          zh: '没有分等级的开放定点床位数，无法计算占比。',
          en: 'There are no figures of open designated beds by grade, so no shares.',
        },
      };
    const derived: NonNullable<RawFinding['derived']> = { totalBeds: total };
    for (const [grade, quantity] of Object.entries(beds)) derived[`beds_${grade}`] = quantity;
    const shares = parameters.groups.map((group) => {
      const quantity = group.grades.reduce((sum, grade) => sum + (beds[grade] ?? 0), 0);
      const share = quantity / total;
      derived[`share_${group.name}`] = share;
      derived[`difference_${group.name}`] = share - group.target;
      return { ...group, share };
    });
    const grouped = new Set(parameters.groups.flatMap((group) => group.grades));
    const others = Object.keys(beds).filter((grade) => !grouped.has(grade));
    const percent = (ratio: number) => `${(ratio * 100).toFixed(2)}%`;
    return {
      outcome: 'FLAG',
      measured: Math.max(...shares.map(({ share, target }) => Math.abs(share - target))),
      unit: 'greatest distance of a share from its target',
      derived,
      uses,
      reason: {
        zh: `开放定点床位共 ${total} 张：${shares.map(({ title, share, target }) => `${title.zh} ${percent(share)}（目标 ${percent(target)}）`).join('，')}。${others.length > 0 ? `未归组的等级：${others.join('、')}。` : ''}`,
        en: `${total} open designated beds: ${shares.map(({ title, share, target }) => `${title.en} ${percent(share)} (target ${percent(target)})`).join(', ')}.${others.length > 0 ? ` Grades in no group: ${others.join(', ')}.` : ''}`,
      },
    };
  },
});

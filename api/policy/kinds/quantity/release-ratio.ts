import { z } from 'zod';
import { poolSchema } from '../../facts-of-release.ts';

export const releaseRatioParameters = z.strictObject({
  poolKind: poolSchema.shape.poolKind.describe('Kind of released quantity that is used.'),
  ratios: z
    .array(
      z.strictObject({
        support: z.string().min(1).describe('Support category of the guideline, e.g. may, caution.'),
        areaClasses: z.array(z.string().min(1)).min(1).describe('Classes of the area, e.g. 1, 2.'),
        retire: z.int().positive().describe('X of retire-X-add-1: institutions released for one added.'),
      }),
    )
    .min(1)
    .describe('Table support category × area class → X; what is not in it is for review.'),
  freeAdditionRule: z
    .string()
    .optional()
    .describe('Rule of kind free-additions: when it grants the free addition, no release is needed.'),
  supportTrait: z
    .string()
    .default('support')
    .describe('Classification (category → support category) of the area that contains the site.'),
  areaClassTrait: z
    .string()
    .default('area_class')
    .describe('Classification that gives the class of the area that contains the site.'),
  poolLevels: z
    .array(z.enum(['county', 'city']))
    .min(1)
    .default(['county'])
    .describe('Levels of licensing authority whose area has a pool; other levels are for review.'),
  requiredStatement: z
    .string()
    .regex(/^[a-z][a-z0-9_]*$/)
    .optional()
    .describe('Statement that must be verified first (settlement_level_reached); left out = none.'),
});

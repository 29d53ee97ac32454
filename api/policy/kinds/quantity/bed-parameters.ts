import { z } from 'zod';
import { BED_CATEGORIES } from '../../../vocabulary.ts';
import { poolSchema } from '../../facts-of-release.ts';

const ratioSchema = z.strictObject({
  groups: z.array(z.string().min(1)).min(1).describe('Groups as the group rule names them.'),
  retire: z.int().positive().describe('X: released beds for one bed added (lowest reading).'),
  retireAtMost: z
    .int()
    .positive()
    .optional()
    .describe('Highest reading of X where the text leaves it open; between the two: review.'),
  settledBy: z
    .string()
    .regex(/^[a-z][a-z0-9_]*$/)
    .optional()
    .describe('Dated parameter by which the authority settles X, e.g. nursing_home_x.'),
});
export type BedRatio = z.output<typeof ratioSchema>;

/** Parameters of bed-release-ratio. */
export const bedParametersSchema = z
  .strictObject({
    poolKind: poolSchema.shape.poolKind
      .default('inpatient_beds')
      .describe('Kind of released quantity (beds).'),
    groupRule: z.string().describe('Rule that derives `group` of the institution, e.g. DL-C3.'),
    poolRule: z.string().describe('Rule of kind pool-by-authority, e.g. DL-C2.'),
    ratios: z.array(ratioSchema).min(1).describe('X for each group.'),
    scarceBeds: z
      .strictObject({
        categories: z.array(z.enum(BED_CATEGORIES)).min(1).describe('Bed categories of scarce specialties.'),
        retire: z.int().positive().describe('X that would hold for these beds if they counted by resource.'),
      })
      .optional()
      .describe(
        'Where an institution with a higher X asks for such beds, both numbers are shown for review.',
      ),
    existing: z
      .enum(['FAIL_IN_PRINCIPLE', 'FAIL', 'MANUAL_REVIEW'])
      .default('FAIL_IN_PRINCIPLE')
      .describe('More beds for an institution that has the inpatient service already.'),
    transferRule: z
      .string()
      .optional()
      .describe(
        'Rule that allows transfers between pools (DL-A10): a short city pool is for review while districts have beds.',
      ),
  })
  .refine(({ ratios }) => ratios.every(({ retire, retireAtMost }) => (retireAtMost ?? retire) >= retire), {
    path: ['ratios'],
    message: 'retireAtMost is at least retire',
  });
export type BedParameters = z.output<typeof bedParametersSchema>;

import { z } from 'zod';
import { INSTITUTION_KINDS, SERVICES } from '../../application.ts';

export const annualPlanParameters = z.strictObject({
  exhaustedBefore: z
    .enum(['FAIL_IN_PRINCIPLE', 'FAIL', 'MANUAL_REVIEW', 'NOT_SELECTED'])
    .default('FAIL_IN_PRINCIPLE')
    .describe('Outcome when the quantity of the year was used up before the batch.'),
  exhaustedInBatch: z
    .enum(['NOT_SELECTED', 'FAIL_IN_PRINCIPLE', 'MANUAL_REVIEW'])
    .default('NOT_SELECTED')
    .describe('Outcome when applicants ranked higher in the same batch took the last of it.'),
  areas: z
    .array(z.enum(['street', 'county', 'business_area', 'licensing_area', 'management_area', 'city']))
    .min(1)
    .default(['street', 'county', 'business_area', 'management_area', 'city'])
    .describe('Areas of the applicant whose line may count; of several lines the smallest area is taken.'),
  optionalFor: z
    .array(
      z.strictObject({
        kinds: z.array(z.enum(INSTITUTION_KINDS)).min(1).optional(),
        services: z.array(z.enum(SERVICES)).min(1).optional(),
      }),
    )
    .default([])
    .describe(
      'Whom the plan may leave without a line: then the rule is not applicable instead of under review.',
    ),
  releaseRules: z
    .array(z.string())
    .default([])
    .describe(
      'Rules that admit from released quantity: where one of them passes, an exhausted plan is for review.',
    ),
});

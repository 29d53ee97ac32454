import { z } from 'zod';
import { INSTITUTION_KINDS } from '../../../vocabulary.ts';
import { PURPOSES } from '../../application.ts';

const radiusM = z.number().positive().max(5_000);

/** Parameters of the kind same-type-within: metres, numbers of institutions, purposes. */
export const sameTypeParameters = z.strictObject({
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

import { z } from 'zod';
import { SERVICES } from '../../vocabulary.ts';
import { answerSchema, asOfInput } from '../analysis.ts';
import { answerMembers } from '../answer-notes.ts';
import { areaInput } from '../area-of-question.ts';
import { flagInput } from '../flag-input.ts';
import { metricInput } from '../metric-input.ts';
import { surfaceInput, surfaceSchema } from '../points/population-surface.ts';
import { selectionInput } from '../selection.ts';
import { addedSiteInput } from './added-site.ts';
import { areaCoverageSchema, coverageSchema } from './figures.ts';
import { gainSchema } from './gain.ts';

export const coverageInput = z.strictObject({
  ...areaInput,
  level: z
    .enum(['city', 'county', 'street'])
    .optional()
    .describe(areaInput.level.description ?? ''),
  ...selectionInput,
  service: z.enum(SERVICES).optional().describe('Only institutions designated for this service.'),
  ...metricInput,
  perArea: z.enum(['county', 'street']).default('county').describe('Areas of the ranking.'),
  dissolve: flagInput(false).describe('true adds the uncovered cells joined into polygons (a picture).'),
  ...addedSiteInput,
  surface: surfaceInput,
  limit: z
    .number()
    .int()
    .min(1)
    .max(20_000)
    .default(1_000)
    .describe('Most cells listed; figures stay complete.'),
  asOf: asOfInput,
});
export type CoverageInput = z.output<typeof coverageInput>;

export const coverageOutput = answerSchema(z.record(z.string(), z.unknown()), {
  ...answerMembers,
  summary: coverageSchema.nullable(),
  areas: z.array(areaCoverageSchema),
  population: surfaceSchema.nullable(),
  /** Only when a site is added. */
  gain: gainSchema.nullable().optional(),
});

import { z } from 'zod';
import { localizedSchema } from '../../localized.ts';
import { SERVICES } from '../../vocabulary.ts';
import { answerSchema, asOfInput } from '../analysis.ts';
import { answerMembers } from '../answer-notes.ts';
import { areaInput } from '../area-of-question.ts';
import { flagInput } from '../flag-input.ts';
import { metricInput } from '../metric-input.ts';
import { surfaceInput, surfaceSchema } from '../points/population-surface.ts';
import { selectionInput } from '../selection.ts';
import { areaSpreadSchema, spreadSchema } from './figures.ts';
import { modelInput } from './model-input.ts';
import { supplySchema } from './suppliers.ts';
import { supplyInput } from './supply.ts';

/** Catchment of a walk of 15 minutes in GB 50180-2018 (十五分钟生活圈: 800 to 1,000 m). */
export const DEFAULT_CATCHMENT_M = 1_000;

export const accessibilityInput = z.strictObject({
  ...areaInput,
  level: z
    .enum(['city', 'county', 'street'])
    .optional()
    .describe(areaInput.level.description ?? ''),
  ...selectionInput,
  service: z.enum(SERVICES).optional().describe('Only institutions designated for this service.'),
  ...supplyInput,
  ...modelInput,
  ...metricInput,
  radiusM: metricInput.radiusM
    .describe(
      'Catchment in metres in a straight line; the limit itself is within. Default 1000; only with metric=straight.',
    )
    .meta({ default: DEFAULT_CATCHMENT_M }),
  perArea: z.enum(['county', 'street']).default('county').describe('Areas of the ranking.'),
  surface: surfaceInput,
  listInstitutions: flagInput(false).describe(
    'true lists the institutions too, with the supply per 1,000 residents of their catchment.',
  ),
  limit: z
    .number()
    .int()
    .min(1)
    .max(20_000)
    .default(1_000)
    .describe('Most cells listed (and most institutions); figures stay complete.'),
  asOf: asOfInput,
});
export type AccessibilityInput = z.output<typeof accessibilityInput>;

export const accessibilityOutput = answerSchema(z.record(z.string(), z.unknown()), {
  ...answerMembers,
  summary: spreadSchema.nullable(),
  areas: z.array(areaSpreadSchema),
  supply: supplySchema.nullable(),
  population: surfaceSchema.nullable(),
  notes: z.record(z.string(), localizedSchema),
});

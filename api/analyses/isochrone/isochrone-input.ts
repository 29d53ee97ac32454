import { z } from 'zod';
import { localizedSchema } from '../../localized.ts';
import { SERVICES } from '../../vocabulary.ts';
import { answerSchema, asOfInput } from '../analysis.ts';
import { answerMembers } from '../answer-notes.ts';
import { flagInput } from '../flag-input.ts';
import { metricInput } from '../metric-input.ts';
import { selectionInput } from '../selection.ts';
import { siteInput } from '../site-input.ts';
import { reachLimitInput } from './reach-limits.ts';

const { maxSnapM, network } = metricInput;

export const isochroneInput = z.strictObject({
  ...siteInput,
  ...reachLimitInput,
  maxSnapM: maxSnapM.describe(
    'Longest way in metres between a point and the network; beyond it nothing is concluded.',
  ),
  network: network.describe('Code of a version of the walking network; default the active ones.'),
  institutions: flagInput(false).describe(
    'true adds the designated institutions, decided by network distance; the inputs below say which.',
  ),
  ...selectionInput,
  service: z.enum(SERVICES).optional().describe('Only institutions designated for this service.'),
  limit: z.number().int().min(1).max(10_000).default(1_000).describe('Most institutions listed.'),
  asOf: asOfInput,
});
export type IsochroneInput = z.output<typeof isochroneInput>;

export const isochroneOutput = answerSchema(z.record(z.string(), z.unknown()), {
  ...answerMembers,
  /** review: the site is farther than maxSnapM from the network, and nothing is said of its reach. */
  status: z.enum(['reached', 'review']),
  reason: localizedSchema.extend({ code: z.string() }).nullable(),
  limits: z.array(
    z.object({
      limit_m: z.number(),
      minutes: z.number().nullable(),
      limit_s: z.number(),
      /** Kilometres of street reached, each stretch once; null when nothing can be said. */
      reached_km: z.number().nullable(),
      institutions: z.object({ within: z.number(), uncertain: z.number(), review: z.number() }).nullable(),
    }),
  ),
});

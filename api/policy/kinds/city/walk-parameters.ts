import { z } from 'zod';
import { SERVICES } from '../../../vocabulary.ts';
import { PURPOSES } from '../../application.ts';
import { datedNumberSchema } from './dated-parameter.ts';

/** Parameters of a rule about the walk around a site. */
export const walkParameters = z.strictObject({
  minutes: z.number().positive().describe('Minutes on foot that the text gives.'),
  conflictM: z
    .number()
    .positive()
    .describe('Walking distance in metres up to which it conflicts (included).'),
  clearM: z
    .number()
    .positive()
    .describe('Walking distance in metres beyond which it does not; between: review.'),
  speedKmh: z.number().positive().describe('Speed in km/h of the minutes that are reported.'),
  maxSnapM: z
    .number()
    .positive()
    .max(2_000)
    .default(200)
    .describe(
      'Longest way in metres from a point to the walking network; beyond it no walk is concluded: review.',
    ),
  countsUndesignated: z
    .boolean()
    .default(false)
    .describe('The text does not say "designated": one that is not designated raises a doubt.'),
  decidesFor: z
    .array(z.enum(PURPOSES))
    .min(1)
    .describe('Purposes that a conflict denies; for others: review.'),
  addedServices: z
    .array(z.enum(SERVICES))
    .default([])
    .describe('Services whose addition to a designated institution it concerns (purpose add_service).'),
  reviewAboveUncovered: datedNumberSchema
    .optional()
    .describe('Insured persons within the walk without the same type, above which a conflict is for review.'),
});
export type WalkParameters = z.output<typeof walkParameters>;

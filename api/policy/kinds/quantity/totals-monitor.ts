import { z } from 'zod';
import { localizedSchema } from '../../../localized.ts';

export const totalsMonitorParameters = z.strictObject({
  totals: z
    .array(
      z.strictObject({
        total: z
          .enum(['pooledInstitutions', 'inpatientBeds', 'pharmacies'])
          .describe('Total of the city on the date (institutions or beds).'),
        baseline: z
          .string()
          .regex(/^[a-z][a-z0-9_]*$/)
          .describe('Name of the dated parameter with the total of the reference date, in the same unit.'),
        title: z.strictObject(localizedSchema.shape),
      }),
    )
    .min(1)
    .describe('Totals that are to decrease only.'),
});

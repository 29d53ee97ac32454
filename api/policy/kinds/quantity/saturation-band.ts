import { z } from 'zod';
import { bandingShape, listBandProblems } from './bands.ts';
import { districtSchema, kindPreferenceSchema } from './pharmacy-kind.ts';

export const saturationBandParameters = z
  .strictObject({
    ...bandingShape,
    pharmacyKinds: kindPreferenceSchema.default(['personal_account', 'all']),
    area: districtSchema,
  })
  .superRefine(({ measure, bands }, context) => {
    for (const message of listBandProblems(measure, bands))
      context.addIssue({ code: 'custom', path: ['bands'], message });
  });

import { z } from 'zod';

export const poolByAuthorityParameters = z.strictObject({
  pools: z
    .array(
      z.strictObject({
        authority: z
          .enum(['province', 'city', 'county'])
          .describe('Level of the authority that licensed it.'),
        area: z.enum(['city', 'licensing_area']).describe('Area whose pool it draws on.'),
      }),
    )
    .min(1)
    .describe('Which pool belongs to which level; a level without an entry is for review.'),
});

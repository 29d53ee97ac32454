import { z } from 'zod';
import { localizedSchema } from '../../../localized.ts';

export const shareMonitorParameters = z
  .strictObject({
    groups: z
      .array(
        z.strictObject({
          name: z.string().regex(/^[a-z][a-z0-9_]*$/),
          title: z.strictObject(localizedSchema.shape),
          grades: z.array(z.string().min(1)).min(1).describe('Hospital grades that the group takes in.'),
          target: z
            .number()
            .min(0)
            .max(1)
            .describe('Share of all open designated beds aimed at (0.6 = 60 %).'),
        }),
      )
      .min(2)
      .describe('Groups of hospital grades; their targets add up to 1.'),
  })
  .refine(({ groups }) => Math.abs(groups.reduce((sum, group) => sum + group.target, 0) - 1) < 1e-9, {
    path: ['groups'],
    message: 'the targets must add up to 1',
  })
  .refine(
    ({ groups }) => {
      const grades = groups.flatMap((group) => group.grades);
      return new Set(grades).size === grades.length;
    },
    { path: ['groups'], message: 'a grade stands in two groups' },
  );

import { z } from 'zod';

export const freeAdditionsParameters = z.strictObject({
  support: z
    .array(z.string().min(1))
    .min(1)
    .describe('Support categories that have a free addition, e.g. may.'),
  areaClasses: z.array(z.string().min(1)).min(1).describe('Area classes that have a free addition, e.g. 3.'),
  perArea: z.int().positive().default(1).describe('Free additions of one area within the plan period.'),
  supportTrait: z.string().default('support').describe('Classification that gives the support category.'),
  areaClassTrait: z.string().default('area_class').describe('Classification that gives the area class.'),
});

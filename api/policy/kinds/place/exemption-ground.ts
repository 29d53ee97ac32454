import { z } from 'zod';
import { INSTITUTION_KINDS } from '../../../vocabulary.ts';

const LEVELS = ['national', 'provincial', 'municipal', 'county', 'other'] as const;

/** A ground of exemption as a plan names it: whom it covers and what must be proven. */
export const groundSchema = z.strictObject({
  code: z
    .string()
    .regex(/^[a-z][a-z0-9_]*$/)
    .describe('Ground of the vocabulary, e.g. key_project.'),
  title: z.strictObject({ zh: z.string().min(1), en: z.string().min(1) }),
  kinds: z.array(z.enum(INSTITUTION_KINDS)).min(1).describe('Kinds of institution that the ground covers.'),
  governmentLevels: z
    .array(z.enum(LEVELS))
    .min(1)
    .optional()
    .describe('Levels of government that the plan names; left out = any level.'),
  reviewLevels: z
    .array(z.enum(LEVELS))
    .default([])
    .describe(
      'Levels that the plan does not name and a person must judge; every other level is not covered.',
    ),
  categories: z
    .array(z.string().min(1))
    .min(1)
    .optional()
    .describe('Licence categories (医疗机构类别) that the ground covers; left out = any.'),
  needsDocument: z.boolean().default(true).describe('The claim must name its document.'),
  needsStatement: z
    .string()
    .optional()
    .describe('Statement that must be verified too, e.g. set_up_under_health_plan.'),
  isPriority: z
    .boolean()
    .default(false)
    .describe('The ground gives priority besides the exemption (derived priority=true).'),
});
export type Ground = z.output<typeof groundSchema>;

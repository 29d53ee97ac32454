import { z } from 'zod';
import { dateSchema } from '../dates.ts';
import { localizedSchema } from '../localized.ts';
import { INSTITUTION_KINDS, SERVICES } from '../vocabulary.ts';
import { PURPOSES } from './application.ts';
import { citationSchema } from './finding.ts';
import { outcomeSchema } from './outcome.ts';

/** Steps of an assessment in the order in which they are reported (all are always evaluated). */
export const RULE_GROUPS = [
  'validity',
  'definition',
  'entry',
  'exemption',
  'fund',
  'geographic',
  'quantity',
  'annual_plan',
  'priority',
  'ranking',
  'ledger',
  'after_designation',
  'monitor',
  'record',
] as const;

const name = z.string().regex(/^[a-z][a-z0-9_]*$/);
const localized = z.strictObject(localizedSchema.shape);

/** One rule changes what others conclude: an exemption lifts limits, a priority lowers a conflict to review. */
export const effectSchema = z.strictObject({
  when: z.array(outcomeSchema).min(1).describe('Outcomes of this rule that trigger the effect.'),
  on: z
    .strictObject({ rules: z.array(z.string()).optional(), groups: z.array(z.enum(RULE_GROUPS)).optional() })
    .describe('Rules, and groups of rules, whose outcome changes.'),
  from: z.array(outcomeSchema).min(1).describe('Only findings with one of these outcomes change.'),
  to: outcomeSchema,
  reason: localized,
});
export type Effect = z.output<typeof effectSchema>;

/** What every rule of a plan has, whatever its kind. */
export const ruleBaseSchema = z.strictObject({
  id: z
    .string()
    .regex(/^[A-Z]{2,5}-[A-Z]?\d{1,2}$/)
    .describe('Rule id of the catalogue, e.g. DL-A2.'),
  title: localized,
  group: z.enum(RULE_GROUPS),
  citation: citationSchema,
  more: z.array(citationSchema).optional().describe('Further clauses that say the same.'),
  appliesTo: z
    .strictObject({
      kinds: z.array(z.enum(INSTITUTION_KINDS)).min(1).optional(),
      services: z.array(z.enum(SERVICES)).min(1).optional(),
      purposes: z.array(z.enum(PURPOSES)).min(1).optional(),
    })
    .optional()
    .describe('Whom the rule concerns; left out = everybody.'),
  effects: z.array(effectSchema).optional(),
  readings: z
    .array(z.strictObject({ question: localized, reading: localized }))
    .optional()
    .describe('Where the text is open: the question and the reading taken.'),
});

/** A batch procedure: who is ranked together, by which rules, and how the batch is settled. */
export const procedureSchema = z.strictObject({
  id: name,
  title: localized,
  kind: z.enum(INSTITUTION_KINDS),
  services: z.array(z.enum(SERVICES)).min(1),
  ranking: z.array(z.string()).min(1).describe('Rules of kind ranking or priority-groups, first key first.'),
  settlement: z.enum(['by_rank', 'bed_queue']),
  queue: z.string().optional().describe('Rule of kind bed-queue (settlement bed_queue).'),
});
export type Procedure = z.output<typeof procedureSchema>;

export const planHeaderSchema = z.strictObject({
  $schema: z.string().optional(),
  id: z
    .string()
    .regex(/^[a-z0-9-]+\/[a-z0-9-]+$/)
    .describe('City and period, the folder of the plan.'),
  version: z.string().min(1).describe('Changes with every change of the rules.'),
  title: localized,
  city: z.strictObject({
    code: z
      .string()
      .regex(/^\d{6}$/)
      .describe('GB/T 2260'),
    name: localized,
  }),
  status: z.enum(['draft', 'in_force', 'expired']),
  publishedOn: dateSchema
    .nullable()
    .describe('Day from which the plan applies; null = a draft not yet published.'),
  period: z.strictObject({ from: dateSchema, to: dateSchema }),
  typeScheme: name
    .or(z.string().regex(/^[a-z0-9-]+$/))
    .nullable()
    .describe('Table of same types; null = the plan defines none.'),
  comparisonScheme: z
    .string()
    .optional()
    .describe('Table that gives a hint where the plan defines no types: equal there = manual review.'),
  sources: z
    .array(
      z.strictObject({
        key: z.string().min(1),
        title: localized,
        issuer: localized,
        date: dateSchema.optional(),
      }),
    )
    .min(1),
  managementAreas: z
    .array(z.string().min(1))
    .default([])
    .describe('Names of the management areas (医保管理区域) that the plan lists.'),
  procedures: z.array(procedureSchema).default([]),
});

/** One rule of a loaded plan; parameters have the shape of its kind. */
export type PlanRule = z.output<typeof ruleBaseSchema> & {
  readonly kind: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** Named readings with the choice taken. */
  readonly options: Readonly<Record<string, string>>;
};

/** A plan ready for evaluation. */
export type Plan = z.output<typeof planHeaderSchema> & {
  readonly rules: readonly PlanRule[];
  /** SHA-256 of its contents: findings of equal hash come from equal rules. */
  readonly hash: string;
  /** The JSON it was built from, kept with stored assessments. */
  readonly contents: unknown;
};

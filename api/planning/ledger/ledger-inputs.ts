import { z } from 'zod';
import { dateSchema } from '../../dates.ts';
import { SETTLEMENT_LEVELS } from '../../policy/application.ts';
import { RELEASE_EVENTS } from '../../policy/release/lots-of-event.ts';
import { SERVICES } from '../../vocabulary.ts';
import { areaLevelSchema, SCOPE_INPUTS } from '../dated-data/dated-resource.ts';
import { LOT_USES, POOL_KINDS } from './ledger-queries.ts';

const text = z.string().trim().min(1).max(500);
const document = text.describe('Document that it rests on (title, number, date); required.');
const day = dateSchema.describe('Day on which it takes effect.');
const quantity = z.int().min(1).max(1_000_000).describe('Institutions or beds.');
const institution = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .describe('Code of the institution in the register, or id:123.');
const { plan } = SCOPE_INPUTS.plan;
const area = SCOPE_INPUTS.area;
const poolKind = z.enum(POOL_KINDS).describe('Kind of the pool.');
const level = z.enum(SETTLEMENT_LEVELS);

/** An event: the lots follow from the plan's rules and the register. */
export const eventInput = z.strictObject({
  plan,
  event: z
    .enum(RELEASE_EVENTS)
    .describe('termination, withdrawal and downgrade release; the others are told why they do not.'),
  institution,
  on: dateSchema.describe('Day on which the agreement ended or the downgrade took effect.'),
  services: z
    .array(z.enum(SERVICES))
    .min(1)
    .optional()
    .describe('Services whose agreement ends; left out = all in force on the day before.'),
  levelFrom: level.optional().describe('Settlement level before a downgrade; left out = of the register.'),
  levelTo: level.optional().describe('Settlement level after a downgrade; left out = of the register.'),
  usage: z
    .enum(LOT_USES)
    .optional()
    .describe(
      'Only where the plan gives streets places of their own: whether the exit goes to the pool or to the street.',
    ),
  document,
});
export type EventInput = z.output<typeof eventInput>;

/** One lot as a person enters it. */
export const lotInput = z
  .strictObject({
    plan,
    poolKind,
    ...area,
    quantity,
    event: z.enum(['termination', 'withdrawal', 'downgrade']),
    institution: institution.optional(),
    institutionName: text.optional().describe('When it is not in the register.'),
    on: dateSchema.describe('Day of release.'),
    validTo: dateSchema.optional().describe('Last day; left out = by the plan’s rule.'),
    usage: z.enum(LOT_USES).default('pool'),
    streetCode: z
      .string()
      .trim()
      .min(1)
      .max(100)
      .optional()
      .describe('Street of a pharmacy; needed for street_capacity and undecided.'),
    document,
  })
  .refine((given) => (given.institution === undefined) !== (given.institutionName === undefined), {
    path: ['institution'],
    message: 'give either institution or institutionName',
  });
export type LotInput = z.output<typeof lotInput>;

const pool = z.strictObject({ poolKind, ...area });
export const transferInput = z.strictObject({
  plan,
  from: pool.describe('Pool that gives.'),
  to: pool.describe('Pool that receives.'),
  quantity,
  on: day,
  document: document.describe('Document of the approving authority; required.'),
});
export type TransferInput = z.output<typeof transferInput>;

export const reversalInput = z.strictObject({
  on: dateSchema
    .optional()
    .describe(
      'Day from which it counts; left out = today. Releases and transfers are always reversed from their own day.',
    ),
  document,
});

export const usageInput = z.strictObject({ usage: z.enum(['pool', 'street_capacity']), document });

export const bulletinInput = z.strictObject({
  plan,
  year: z.int().min(2000).max(2100),
  quarter: z.int().min(1).max(4),
  asOf: dateSchema.describe('Day of the balances.'),
  publishedOn: dateSchema.describe('Day of publication.'),
  document,
});
export type BulletinInput = z.output<typeof bulletinInput>;

const limit = z.coerce.number().int().min(1).max(500).default(50).describe('Most rows of the answer.');
const asOf = dateSchema.optional().describe('Day of the balance; default today in Asia/Shanghai.');

export const lotsQuery = z.strictObject({
  plan: plan.optional(),
  poolKind: poolKind.optional(),
  areaCode: area.areaCode.optional(),
  areaLevel: areaLevelSchema.optional(),
  institution: institution.optional(),
  usage: z.enum(LOT_USES).optional(),
  valid: z.enum(['true', 'false']).default('false').describe('true = only lots valid on the day.'),
  asOf,
  limit,
  after: z.string().max(200).optional().describe('Continues a list: as in `next`.'),
});

export const lotQuery = z.strictObject({ asOf });

export const poolsQuery = z.strictObject({
  plan,
  asOf,
  poolKind: poolKind.optional(),
  areaCode: area.areaCode.optional(),
  areaLevel: areaLevelSchema.optional(),
});

export const bulletinsQuery = z.strictObject({
  plan: plan.optional(),
  year: z.coerce.number().int().min(0).max(9_999).optional(),
  limit,
  after: z.string().max(200).optional().describe('Continues a list: as in `next`.'),
});

export const pageQuery = z.strictObject({
  f: z.enum(['json', 'html']).optional().describe('Representation; without it the Accept header decides.'),
});

/** A lot by hand names its pool or quantity; an event names neither. */
export function isByHand(body: unknown): boolean {
  return body !== null && typeof body === 'object' && ('poolKind' in body || 'quantity' in body);
}

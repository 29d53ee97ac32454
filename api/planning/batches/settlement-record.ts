import { z } from 'zod';
import { dateSchema } from '../../dates.ts';
import { localizedSchema } from '../../localized.ts';
import { drawSchema, findingSchema } from '../../policy/finding.ts';
import { OUTCOMES, overallSchema } from '../../policy/outcome.ts';
import { DECISIONS, ROUTES, type Settlement } from '../../policy/release/settlement.ts';

const rankKeySchema = z.object({
  ruleId: z.string(),
  key: z.string(),
  // Each kind nullable by itself: OpenAPI 3.0 knows null only beside a type.
  value: z.union([z.string().nullable(), z.number().nullable()]).describe('Unrounded; null = missing.'),
});

/**
 * Most others named beside an applicant. A plan may give no order at all: then everybody is level with everybody, and naming
 * them all would grow with the square of the batch.
 */
const MOST_NAMED = 20;

/** A place in the ranking. */
export const rankedSchema = z.object({
  application: z.uuid(),
  applicant: z.string(),
  rank: z
    .int()
    .nullable()
    .describe('Equal for those tied; null where a key is missing: for review, not last.'),
  tied: z.int().describe('How many others are equal in all keys; they have the same rank.'),
  tiedWith: z.array(z.uuid()).describe(`The first ${MOST_NAMED} of them.`),
  keys: z.array(rankKeySchema),
  missingKeys: z.array(rankKeySchema),
});
export type Ranked = z.output<typeof rankedSchema>;

const decisionSchema = z.object({
  application: z.uuid(),
  applicant: z.string(),
  decision: z.enum(DECISIONS),
  route: z.enum(ROUTES),
  overall: overallSchema,
  reason: localizedSchema,
  draws: z.array(drawSchema),
  depends: z.int().describe('On how many undecided applications it depends: before it or level with it.'),
  dependsOn: z.array(z.uuid()).describe(`The first ${MOST_NAMED} of them.`),
  assessment: z.uuid().describe('Assessment of the snapshot that it rests on.'),
  rules: z
    .array(z.object({ ruleId: z.string(), outcome: z.enum(OUTCOMES) }))
    .describe('Rules whose findings obstruct, draw, or differ from those of the snapshot, as settled.'),
  findings: z.array(findingSchema).optional().describe('Those findings in full; only with findings=true.'),
});

const waitingSchema = z.object({
  application: z.uuid(),
  poolKind: z.string(),
  areaCode: z.string(),
  need: z.int(),
  beds: z.int(),
});

/** What a settlement comes to, as previewed or as booked. */
export const outcomeOfBatchSchema = z.object({
  batch: z.uuid(),
  plan: z.string(),
  procedure: z.string(),
  settledOn: dateSchema,
  order: z.array(rankedSchema),
  decisions: z.array(decisionSchema),
  entries: z.array(
    z.object({
      lot: z.uuid(),
      entry: z.enum(['consume', 'reset', 'suspend']),
      quantity: z.int().describe('Negative: what is taken from the lot.'),
      application: z.uuid().nullable(),
      touched: z.boolean(),
    }),
  ),
  queue: z.object({ entered: z.array(waitingSchema), admitted: z.array(waitingSchema) }),
  notes: z.array(localizedSchema),
});
export type OutcomeOfBatch = z.output<typeof outcomeOfBatchSchema>;

/** A settlement as stored: what it came to, and when and by whom it was booked. */
export const settlementRecordSchema = outcomeOfBatchSchema.extend({
  id: z.uuid(),
  batch: z.uuid().nullable().describe('Null for the advance of a queue.'),
  madeBy: z.string(),
});
export type SettlementRecord = z.output<typeof settlementRecordSchema>;

interface Frozen {
  readonly batch: { readonly id: string; readonly plan: string; readonly procedure: string };
  readonly applicants: readonly {
    readonly applicationId: string;
    readonly assessmentId: string;
    readonly application: { readonly applicant: { readonly name: string } };
  }[];
}

const OBSTACLES = ['FAIL', 'FAIL_IN_PRINCIPLE', 'MANUAL_REVIEW', 'HOLD', 'NOT_SELECTED'];

/** Shapes a settlement for its readers. `before`: application → outcomes of the snapshot by rule. */
export function toOutcome(
  { batch, applicants }: Frozen,
  settlement: Settlement,
  settledOn: string,
  before: ReadonlyMap<string, Readonly<Record<string, string>>>,
): OutcomeOfBatch {
  const known = new Map(applicants.map((applicant) => [applicant.applicationId, applicant]));
  const get = (id: string) => {
    const applicant = known.get(id);
    if (!applicant) throw new Error(`${id} is not in the batch`);
    return applicant;
  };
  return {
    batch: batch.id,
    plan: batch.plan,
    procedure: batch.procedure,
    settledOn,
    order: toRanked(settlement, (id) => get(id).application.applicant.name),
    decisions: settlement.decisions.map(({ applicationId, result, dependsOn = [], ...decision }) => {
      const earlier = before.get(applicationId) ?? {};
      const findings = result.findings.filter(
        ({ ruleId, outcome, draws = [] }) =>
          OBSTACLES.includes(outcome) || draws.length > 0 || earlier[ruleId] !== outcome,
      );
      return {
        application: applicationId,
        applicant: get(applicationId).application.applicant.name,
        decision: decision.decision,
        route: decision.route,
        overall: result.overall,
        reason: decision.reason,
        draws: [...decision.draws],
        depends: dependsOn.length,
        dependsOn: dependsOn.slice(0, MOST_NAMED),
        assessment: get(applicationId).assessmentId,
        rules: findings.map(({ ruleId, outcome }) => ({ ruleId, outcome })),
        findings,
      };
    }),
    entries: settlement.entries.map(({ lotId, applicationId, ...entry }) => ({
      lot: lotId,
      ...entry,
      application: applicationId,
    })),
    queue: {
      entered: settlement.queue.entered.map(toWaiting),
      admitted: settlement.queue.admitted.map(toWaiting),
    },
    notes: [...settlement.notes],
  };
}

/** As it is answered: with the findings in full, which for a large batch are megabytes, only where they are asked for. */
export function shownOutcome<Outcome extends Pick<OutcomeOfBatch, 'decisions'>>(
  outcome: Outcome,
  { findings }: { readonly findings: boolean },
): Outcome {
  if (findings) return outcome;
  const decisions = outcome.decisions.map(({ findings: _inFull, ...decision }) => decision);
  return { ...outcome, decisions };
}

export function toRanked({ order }: Pick<Settlement, 'order'>, nameOf: (id: string) => string): Ranked[] {
  return order.map(({ applicationId, rank, tiedWith, keys, missingKeys }) => ({
    application: applicationId,
    applicant: nameOf(applicationId),
    rank,
    tied: tiedWith.length,
    tiedWith: tiedWith.slice(0, MOST_NAMED),
    keys: keys.map((key) => ({ ...key })),
    missingKeys: missingKeys.map((key) => ({ ...key })),
  }));
}

export function toWaiting({
  applicationId,
  poolKind,
  areaCode,
  need,
  beds,
}: {
  readonly applicationId: string;
  readonly poolKind: string;
  readonly areaCode: string;
  readonly need: number;
  readonly beds: number;
}) {
  return { application: applicationId, poolKind, areaCode, need, beds };
}

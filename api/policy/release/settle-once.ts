import type { Localized } from '../../localized.ts';
import { evaluatePlan } from '../evaluate.ts';
import { bedQueue } from '../kinds/release/bed-queue.ts';
import { releaseReset } from '../kinds/release/release-reset.ts';
import type { Plan, Procedure } from '../plan-shape.ts';
import type { DemandReading } from './advance-queue.ts';
import { factsBehind, poolKey, readDistances } from './batch-state.ts';
import { type Judged, judgeInOrder } from './judge-in-order.ts';
import { openLedger } from './ledger-in-use.ts';
import { type Ranking, rankApplicants } from './rank-applicants.ts';
import type { RemainderReading } from './reset.ts';
import { findRule } from './rule-of-kind.ts';
import { listQueues, type ServedQueues, serveQueues } from './serve-queues.ts';
import type { BatchQuestion, PlannedEntry } from './settlement.ts';

/** A batch reckoned under one reading of the plan. */
export interface Reckoning {
  readonly ranking: Ranking;
  readonly judged: readonly Judged[];
  readonly entries: readonly PlannedEntry[];
  readonly served: ServedQueues;
}

/** What is imposed on a reckoning from outside. */
export interface Constraints {
  readonly forced: ReadonlyMap<string, Localized>;
  /** Pools in which the batch waits as a whole. */
  readonly paused: ReadonlySet<string>;
}

/**
 * Ranks, serves the queue, judges in order and books, under the options that the plan has. Pure; the order of the
 * applicants given does not matter.
 */
export function settleOnce(
  question: BatchQuestion,
  procedure: Procedure,
  constraints: Constraints,
): Reckoning {
  const { plan, settledOn, applicants } = question;
  const distances = readDistances(question.pairs);
  const ledger = openLedger(plan, settledOn);
  const queue = procedure.queue === undefined ? undefined : findRule(plan, bedQueue, procedure.queue);
  const served: ServedQueues = queue
    ? serveQueues(plan, settledOn, applicants, ledger, {
        demand: queue.options.demand as DemandReading,
        confirmed: queue.parameters.confirmed,
      })
    : { admitted: [], waiting: listQueues(applicants), draws: [], notes: [] };
  const situation = { procedureId: procedure.id, settledOn, distances, served: served.draws };
  const ranking = rankApplicants(
    plan,
    procedure,
    applicants.map((applicant) => {
      const { applicationId, application, reviews } = applicant;
      const facts = factsBehind(applicant, [], { ...situation, queues: served.waiting });
      const { findings } = evaluatePlan({ plan, application, facts, asOf: facts.asOf, reviews });
      return { applicationId, findings };
    }),
  );
  const judged = judgeInOrder({
    plan,
    procedure,
    settledOn,
    ranking,
    distances,
    ledger,
    applicants: new Map(applicants.map((applicant) => [applicant.applicationId, applicant])),
    needRule: queue?.parameters.needRule ?? null,
    queues: served.waiting,
    served: served.draws,
    ...constraints,
  });
  const waitedFor = new Set([
    ...served.waiting.map(poolKey),
    ...judged.flatMap(({ decision, need }) => (decision === 'waiting' && need ? [poolKey(need)] : [])),
  ]);
  const readings = readingsOfPools(plan, judged, served, queue?.parameters.needRule);
  const entries = ledger.close(
    (pool) => readings.get(pool) ?? null,
    (pool) => waitedFor.has(pool),
  );
  return { ranking, judged, entries, served };
}

/** Pools used by retire-X-add-1, with the reading of the remainder that holds for the rule which used them. */
function readingsOfPools(
  plan: Plan,
  judged: readonly Judged[],
  served: ServedQueues,
  needRule: string | undefined,
): Map<string, RemainderReading> {
  const users = [
    ...served.draws.flatMap((draw) => (needRule === undefined ? [] : [{ draw, ruleId: needRule }])),
    ...judged
      .filter(({ decision }) => decision === 'admitted')
      .flatMap(({ result }) => result.findings)
      .flatMap(({ ruleId, draws = [] }) => draws.map((draw) => ({ draw, ruleId }))),
  ];
  const readings = new Map<string, RemainderReading>();
  for (const { draw, ruleId } of users) {
    if (draw.resource !== 'pool') continue;
    for (const { id } of plan.rules) {
      const reset = findRule(plan, releaseReset, id);
      if (!reset?.parameters.quantityRules.includes(ruleId)) continue;
      if (readings.get(poolKey(draw)) !== 'pool')
        readings.set(poolKey(draw), reset.options.remainder as RemainderReading);
    }
  }
  return readings;
}

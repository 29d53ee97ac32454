import type { Localized } from '../../localized.ts';
import { evaluatePlan } from '../evaluate.ts';
import type { Waiting } from '../facts-of-release.ts';
import type { AssessmentResult, Draw } from '../finding.ts';
import type { Overall } from '../outcome.ts';
import type { Plan, Procedure } from '../plan-shape.ts';
import { type Distances, distinctDraws, factsBehind, poolKey, type Taker } from './batch-state.ts';
import type { LedgerInUse } from './ledger-in-use.ts';
import { type PoolNeed, readPoolNeed } from './pool-need.ts';
import { type Potential, readPotential } from './potential.ts';
import type { Ranking } from './rank-applicants.ts';
import { LEDGER_SHORT, reasonOf } from './reasons.ts';
import { competes, sharesUnknown, waitsWith } from './rivals.ts';
import type { BatchApplicant, BatchDecision } from './settlement.ts';

/** One applicant when its turn has come. */
export interface Judged {
  readonly applicant: BatchApplicant;
  readonly decision: BatchDecision;
  readonly result: AssessmentResult;
  readonly draws: readonly Draw[];
  /** Released beds it waits for. */
  readonly need: PoolNeed | null;
  readonly dependsOn: readonly string[];
  readonly reason: Localized;
}

export interface Fold {
  readonly plan: Plan;
  readonly procedure: Procedure;
  readonly settledOn: string;
  readonly applicants: ReadonlyMap<string, BatchApplicant>;
  readonly ranking: Ranking;
  readonly distances: Distances;
  readonly ledger: LedgerInUse;
  /** Quantity rule whose need makes an applicant wait. */
  readonly needRule: string | null;
  /** Queues as they stand before the batch, and what those just served have used. */
  readonly queues: readonly Waiting[];
  readonly served: readonly Draw[];
  /** Pools in which this batch waits as a whole (demand of the batch not reached). */
  readonly paused: ReadonlySet<string>;
  /** Applicants for review whatever the fold says, with the reason. */
  readonly forced: ReadonlyMap<string, Localized>;
}

/**
 * Judges the applicants in the order of the ranking: each with what those before it have taken. Where somebody before it,
 * or level with it, is not decided, it is judged twice, as if they took nothing and as if they took all that they might;
 * it is decided only where both agree, else it is for review and names them.
 */
export function judgeInOrder(fold: Fold): Judged[] {
  const judged = new Map<string, Judged>();
  const potentials = new Map<string, Potential>();
  for (const id of fold.ranking.sequence) judged.set(id, judgeOne(fold, id, judged, potentials));
  return [...judged.values()];
}

function judgeOne(
  fold: Fold,
  id: string,
  judged: ReadonlyMap<string, Judged>,
  potentials: Map<string, Potential>,
): Judged {
  const applicant = applicantOf(fold, id);
  const sure: Taker[] = [];
  const waiting: Judged[] = [];
  const open: { taker: Taker; isUnknown: boolean }[] = [];
  for (const other of fold.ranking.sequence) {
    if (other === id) continue;
    const relation = fold.ranking.relation(other, id);
    const before = judged.get(other);
    if (relation === 'after' || before?.decision === 'refused' || before?.decision === 'not_selected')
      continue;
    if (relation === 'before' && before?.decision !== 'review') {
      if (!before) throw new Error(`${other} comes before ${id} and is not judged`);
      sure.push({ applicant: before.applicant, draws: before.draws });
      if (before.decision === 'waiting') waiting.push(before);
      continue;
    }
    const potential = potentialOf(fold, other, relation === 'before' ? before : undefined, potentials);
    if (potential.canEnter)
      open.push({
        taker: { applicant: applicantOf(fold, other), draws: potential.draws },
        isUnknown: potential.isUnknown,
      });
  }
  const best = evaluate(fold, applicant, sure, waiting);
  const ownView = viewOf(fold, best);
  const own: Judged = {
    applicant,
    ...ownView,
    result: best,
    dependsOn: [],
    reason: reasonOf(ownView.decision, best),
  };
  const forced = fold.forced.get(id);
  if (own.decision === 'review' || own.decision === 'refused' || own.decision === 'not_selected') return own;
  if (forced) return { ...own, decision: 'review', draws: [], reason: forced };
  const worst =
    open.length === 0
      ? best
      : evaluate(fold, applicant, [...sure, ...open.map(({ taker }) => taker)], waiting);
  const rivals = open.filter(({ taker, isUnknown }) => competes(fold.distances, own, taker, isUnknown));
  const isSame = JSON.stringify(viewOf(fold, worst)) === JSON.stringify(ownView);
  const hidden = open.some(({ taker, isUnknown }) => isUnknown && sharesUnknown(own, taker));
  const placeOpen = own.decision === 'waiting' && rivals.some(({ taker }) => waitsWith(own, taker));
  if (!isSame || hidden || placeOpen) {
    const named = (rivals.length > 0 ? rivals : open).map(({ taker }) => taker.applicant.applicationId);
    return dependent(own, named);
  }
  if (own.decision === 'admitted' && !fold.ledger.consume(own.draws, id, applicant.facts))
    return { ...own, decision: 'review', draws: [], reason: LEDGER_SHORT };
  return own;
}

const DECISION_OF: Readonly<Record<Overall, BatchDecision>> = {
  PASS: 'admitted',
  HOLD: 'not_selected',
  NOT_SELECTED: 'not_selected',
  FAIL: 'refused',
  FAIL_IN_PRINCIPLE: 'refused',
  MANUAL_REVIEW: 'review',
  NOT_APPLICABLE: 'review',
};

/** What a result comes to in this procedure: the decision, what would be booked, and the need it would wait with. */
function viewOf(
  { procedure, needRule, paused }: Fold,
  { overall, findings }: AssessmentResult,
): Pick<Judged, 'decision' | 'draws' | 'need'> {
  const needOf = findings.find((finding) => finding.ruleId === needRule);
  const need = needOf ? readPoolNeed(needOf) : null;
  const isPaused = overall === 'PASS' && need !== null && paused.has(poolKey(need));
  const waits = procedure.settlement === 'bed_queue' && need !== null && (overall === 'HOLD' || isPaused);
  const decision = waits ? 'waiting' : DECISION_OF[overall];
  const draws = distinctDraws(findings.flatMap((finding) => finding.draws ?? []));
  if (decision === 'admitted') return { decision, draws, need };
  if (decision === 'waiting')
    return { decision, draws: draws.filter((draw) => draw.resource !== 'pool'), need };
  return { decision, draws: [], need: null };
}

function evaluate(
  fold: Fold,
  applicant: BatchApplicant,
  ahead: readonly Taker[],
  waiting: readonly Judged[],
): AssessmentResult {
  const { plan, procedure, settledOn, distances, served } = fold;
  const facts = factsBehind(applicant, ahead, {
    procedureId: procedure.id,
    settledOn,
    distances,
    served,
    queues: [...fold.queues, ...queueOf(fold, waiting)],
  });
  const { application, reviews } = applicant;
  return evaluatePlan({ plan, application, facts, asOf: facts.asOf, reviews });
}

/** Those of the batch who wait ahead, as places behind everybody who waited before. */
function queueOf({ queues, settledOn }: Fold, waiting: readonly Judged[]): Waiting[] {
  const last = Math.max(0, ...queues.map((entry) => entry.position));
  return waiting.flatMap(({ applicant, need }, index) =>
    need
      ? [
          {
            poolKind: need.poolKind,
            areaCode: need.areaCode,
            applicationId: applicant.applicationId,
            position: last + index + 1,
            need: need.need,
            beds: Math.max(1, Math.round(need.need / need.x)),
            enteredOn: settledOn,
          },
        ]
      : [],
  );
}

/** What somebody undecided might take: alone, and where its places or free additions are gone. */
function potentialOf(
  fold: Fold,
  id: string,
  before: Judged | undefined,
  potentials: Map<string, Potential>,
): Potential {
  const known = potentials.get(id);
  if (known) return known;
  const applicant = applicantOf(fold, id);
  const alone = evaluate(fold, applicant, [], []);
  const results = [alone, ...(before ? [before.result] : [])];
  const alternatives = alone.findings
    .flatMap((finding) => finding.draws ?? [])
    .flatMap((draw): Draw[] => {
      if (draw.resource === 'place') return [{ ...draw, quantity: EVERYTHING }];
      return draw.resource === 'free_addition' ? [draw] : [];
    });
  if (alternatives.length > 0)
    results.push(evaluate(fold, applicant, [{ applicant, draws: alternatives }], []));
  const potential = readPotential(results);
  potentials.set(id, potential);
  return potential;
}

/** More than any place or plan holds. */
const EVERYTHING = 1_000_000;

function dependent(own: Judged, dependsOn: readonly string[]): Judged {
  return {
    ...own,
    decision: 'review',
    draws: [],
    dependsOn,
    reason: {
      zh: `排序在前或并列的 ${dependsOn.length} 份申请尚未确定，本申请的结论取决于其结果。`,
      en: `${dependsOn.length} applications ranked before it or level with it are undecided, and the answer depends on them.`,
    },
  };
}

function applicantOf({ applicants }: Fold, id: string): BatchApplicant {
  const applicant = applicants.get(id);
  if (!applicant) throw new Error(`${id} is not in the batch`);
  return applicant;
}

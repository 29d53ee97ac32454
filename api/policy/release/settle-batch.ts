import type { Localized } from '../../localized.ts';
import type { AssessmentResult, Draw } from '../finding.ts';
import { bedQueue } from '../kinds/release/bed-queue.ts';
import { priorityGroups } from '../kinds/release/priority-groups.ts';
import type { Plan, Procedure } from '../plan-shape.ts';
import { poolKey } from './batch-state.ts';
import type { Judged } from './judge-in-order.ts';
import { findRule } from './rule-of-kind.ts';
import { findRepeated } from './same-applicant.ts';
import { type Constraints, type Reckoning, settleOnce } from './settle-once.ts';
import type { BatchQuestion, Decision, Route, Settlement } from './settlement.ts';
import { notesOf } from './settlement-notes.ts';

/**
 * Settles a batch: ranks the applicants by the rules of the procedure, admits in that order as far as the quantities
 * reach, and books each admission and one reset of every pool used. Pure: equal questions give equal settlements, whatever
 * the order of the applicants. Nothing undecided decides anybody else: who depends on it is for review, by name. Where
 * readings of the plan that nobody has confirmed give different admissions, those applicants are for review too.
 * An institution that applies twice is for review. Throws Error for a question that contradicts itself (dates, one
 * application twice, unknown procedure or one that is not the applicants').
 */
export function settleBatch(question: BatchQuestion): Settlement {
  const procedure = procedureOf(question);
  checkQuestion(question, procedure);
  const repeated = new Map(findRepeated(question.applicants));
  const first = settleAsRead(question, procedure, repeated);
  const forced = new Map([
    ...differencesOfDemand(question, procedure, first, repeated),
    ...differencesOfGroups(question, procedure, first, repeated),
    ...repeated,
  ]);
  const final = forced.size === repeated.size ? first : settleAsRead(question, procedure, forced);
  const byId = new Map(final.judged.map((judged) => [judged.applicant.applicationId, judged]));
  return {
    order: final.ranking.order,
    decisions: final.ranking.order.flatMap(({ applicationId }) => {
      const judged = byId.get(applicationId);
      return judged ? [toDecision(judged)] : [];
    }),
    entries: final.entries,
    queue: { entered: listEntered(final), admitted: final.served.admitted },
    notes: notesOf(final),
  };
}

/** With `batch_total` a batch whose demand is not reached waits as a whole. */
function settleAsRead(
  question: BatchQuestion,
  procedure: Procedure,
  forced: Constraints['forced'],
): Reckoning {
  const reckoning = settleOnce(question, procedure, { forced, paused: new Set() });
  const queue = queueRule(question.plan, procedure);
  if (queue?.options.demand !== 'batch_total') return reckoning;
  const paused = new Set(
    reckoning.judged.flatMap(({ decision, need }) => (decision === 'waiting' && need ? [poolKey(need)] : [])),
  );
  return paused.size === 0 ? reckoning : settleOnce(question, procedure, { forced, paused });
}

/** Applicants that one reading of the demand admits and the other lets wait; none once a reading is confirmed. */
function differencesOfDemand(
  question: BatchQuestion,
  procedure: Procedure,
  base: Reckoning,
  forced: Constraints['forced'],
): [string, Localized][] {
  const queue = queueRule(question.plan, procedure);
  if (!queue || queue.parameters.confirmed) return [];
  const demand = queue.options.demand === 'batch_total' ? 'head_of_line' : 'batch_total';
  const other = settleAsRead(withOption(question, queue.id, { demand }), procedure, forced);
  return differences(base, other, {
    zh: '按队首逐家与按批次合计两种读法对本申请结论不同，需先确认读法。',
    en: 'Serving the head and serving the whole batch differ for this application: the reading is to be confirmed first.',
  });
}

/** The same for groups that may be one step or several. */
function differencesOfGroups(
  question: BatchQuestion,
  procedure: Procedure,
  base: Reckoning,
  forced: Constraints['forced'],
): [string, Localized][] {
  return procedure.ranking.flatMap((ruleId) => {
    const rule = findRule(question.plan, priorityGroups, ruleId);
    if (!rule || rule.parameters.confirmed) return [];
    const grouping = rule.options.grouping === 'five_steps' ? 'three_groups' : 'five_steps';
    const other = settleAsRead(withOption(question, ruleId, { grouping }), procedure, forced);
    return differences(base, other, {
      zh: '优先顺序按三组与按五级两种读法对本申请结论不同，需人工确认。',
      en: 'Three groups and five steps of priority differ for this application: the reading is to be confirmed first.',
    });
  });
}

/** Whoever is admitted under one reading only, or has another place in its queue. */
function differences(base: Reckoning, other: Reckoning, reason: Localized): [string, Localized][] {
  const decisions = new Map(
    other.judged.map(({ applicant, decision }) => [applicant.applicationId, decision]),
  );
  const places = placesInQueues(other);
  const placesBefore = placesInQueues(base);
  return base.judged.flatMap(({ applicant: { applicationId }, decision }) => {
    const isAdmitted = decision === 'admitted';
    const differs = isAdmitted !== (decisions.get(applicationId) === 'admitted');
    const [place, before] = [places.get(applicationId), placesBefore.get(applicationId)];
    const moves = place !== undefined && before !== undefined && place !== before;
    return differs || moves ? [[applicationId, reason]] : [];
  });
}

/** Place of each that joins, counted in its own queue. */
function placesInQueues(reckoning: Reckoning): Map<string, number> {
  const lengths = new Map<string, number>();
  const places = new Map<string, number>();
  for (const entrant of listEntered(reckoning)) {
    const place = (lengths.get(poolKey(entrant)) ?? 0) + 1;
    lengths.set(poolKey(entrant), place);
    places.set(entrant.applicationId, place);
  }
  return places;
}

function withOption(question: BatchQuestion, ruleId: string, options: Record<string, string>): BatchQuestion {
  const { plan } = question;
  const rules = plan.rules.map((rule) =>
    rule.id === ruleId ? { ...rule, options: { ...rule.options, ...options } } : rule,
  );
  return { ...question, plan: { ...plan, rules } };
}

function queueRule(plan: Plan, { queue }: Procedure) {
  return queue === undefined ? undefined : findRule(plan, bedQueue, queue);
}

function listEntered({ judged }: Reckoning): Settlement['queue']['entered'] {
  return judged.flatMap(({ applicant: { applicationId }, decision, need }) =>
    decision === 'waiting' && need
      ? [
          {
            applicationId,
            poolKind: need.poolKind,
            areaCode: need.areaCode,
            need: need.need,
            beds: Math.max(1, Math.round(need.need / need.x)),
          },
        ]
      : [],
  );
}

function toDecision({ applicant, decision, draws, result, dependsOn, reason }: Judged): Decision {
  return {
    applicationId: applicant.applicationId,
    decision,
    route: decision === 'waiting' ? 'queue' : routeOf(draws, result),
    draws: decision === 'admitted' ? draws : [],
    result,
    ...(dependsOn.length > 0 ? { dependsOn } : {}),
    reason,
  };
}

/** By what it enters: the scarcest thing that it takes, an exemption, or evaluation alone. */
function routeOf(draws: readonly Draw[], { findings }: AssessmentResult): Route {
  const takes = (resource: Draw['resource']) => draws.some((draw) => draw.resource === resource);
  if (takes('pool')) return 'release';
  if (takes('free_addition')) return 'free_addition';
  if (takes('place')) return 'street_place';
  const isExempt = findings.some(
    ({ group, outcome }) => outcome === 'EXEMPT' && (group === 'quantity' || group === 'annual_plan'),
  );
  if (isExempt) return 'exempt';
  return takes('annual_plan') ? 'annual_plan' : 'evaluation';
}

function procedureOf({ plan, procedureId }: BatchQuestion): Procedure {
  const procedure = plan.procedures.find(({ id }) => id === procedureId);
  if (!procedure) throw new Error(`the plan ${plan.id} has no procedure ${procedureId}`);
  return procedure;
}

function checkQuestion({ settledOn, applicants }: BatchQuestion, procedure: Procedure): void {
  for (const { applicationId, application } of applicants)
    if (application.kind !== procedure.kind || !procedure.services.includes(application.service))
      throw new Error(
        `${applicationId} (${application.kind}, ${application.service}) does not belong to the procedure ${procedure.id}`,
      );
  const ids = applicants.map(({ applicationId }) => applicationId);
  if (new Set(ids).size !== ids.length) throw new Error('an application stands twice in the batch');
  const cutOffs = new Set(applicants.map(({ facts }) => facts.asOf));
  if (cutOffs.size > 1) throw new Error(`the facts are of different dates: ${[...cutOffs].join(', ')}`);
  const [cutOff] = cutOffs;
  if (cutOff !== undefined && settledOn < cutOff)
    throw new Error(`settled on ${settledOn}, before the cut-off ${cutOff}`);
}

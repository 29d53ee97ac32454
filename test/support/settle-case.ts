import { expect } from 'vitest';
import type { Plan } from '../../api/policy/plan-shape.ts';
import { settleBatch } from '../../api/policy/release/settle-batch.ts';
import type { PlannedEntry, Settlement } from '../../api/policy/release/settlement.ts';
import { applicationOf, expectFindings, factsOf, planOf } from './plan-case.ts';
import type { CaseFile, SettleCase } from './plan-case-format.ts';

/** Settles the batch of a case and compares every part that it expects. */
export function expectSettlement(plan: Plan, file: CaseFile, planCase: SettleCase): void {
  const asOf = planCase.asOf ?? file.asOf;
  const { procedure, settledOn, applicants, pairs } = planCase.settle;
  const settlement = settleBatch({
    plan: planOf(plan, planCase),
    procedureId: procedure,
    settledOn,
    pairs,
    applicants: applicants.map(({ id, application, facts, reviews }) => ({
      applicationId: id,
      application: applicationOf(file, planCase, planCase.application, application),
      facts: factsOf(file, asOf, planCase, planCase.facts, { ledgerAsOf: settledOn }, facts),
      reviews,
    })),
  });
  const wanted = planCase.expect;
  expect(outcomesOf(settlement), explain(settlement)).toEqual(wanted.decisions);
  expectOrder(settlement, wanted);
  expectLedger(settlement.entries, wanted);
  const { entered, admitted } = settlement.queue;
  if (wanted.entered) expect(entered.map(idOf)).toEqual(wanted.entered);
  if (wanted.servedFromQueue) expect(admitted.map(idOf)).toEqual(wanted.servedFromQueue);
  if (wanted.notes !== undefined) expect(settlement.notes).toHaveLength(wanted.notes);
  for (const { applicationId, result, route } of settlement.decisions) {
    const { overall, findings, routes } = wanted;
    if (overall?.[applicationId]) expect(result.overall, applicationId).toBe(overall[applicationId]);
    if (routes?.[applicationId]) expect(route, applicationId).toBe(routes[applicationId]);
    expectFindings(result, findings?.[applicationId] ?? {});
  }
}

function expectOrder({ order }: Settlement, wanted: SettleCase['expect']): void {
  if (wanted.order) expect(order.map(idOf)).toEqual(wanted.order);
  if (wanted.ranks) {
    const ranks = Object.fromEntries(order.map(({ applicationId, rank }) => [applicationId, rank]));
    expect(ranks).toEqual(wanted.ranks);
  }
  if (wanted.tied) {
    const tied = order.filter(({ tiedWith }) => tiedWith.length > 0);
    expect(tied.map(idOf).sort()).toEqual([...wanted.tied].sort());
  }
}

function expectLedger(entries: readonly PlannedEntry[], wanted: SettleCase['expect']): void {
  const total = (kind: PlannedEntry['entry']) =>
    entries.filter(({ entry }) => entry === kind).reduce((sum, { quantity }) => sum - quantity, 0);
  if (wanted.entries) expect(entries).toMatchObject(wanted.entries);
  if (wanted.consumedTotal !== undefined) expect(total('consume'), 'consumed').toBe(wanted.consumedTotal);
  if (wanted.resetTotal !== undefined) expect(total('reset'), 'reset').toBe(wanted.resetTotal);
  if (wanted.suspendedTotal !== undefined) expect(total('suspend'), 'set aside').toBe(wanted.suspendedTotal);
}

function outcomesOf({ decisions }: Settlement): Record<string, string> {
  return Object.fromEntries(decisions.map(({ applicationId, decision }) => [applicationId, decision]));
}

/** Why everybody was decided as it was, for a failure of the test. */
function explain({ decisions }: Settlement): string {
  return decisions
    .map(({ applicationId, decision, reason, result }) => {
      const obstacles = result.findings.filter(({ outcome }) =>
        /FAIL|REVIEW|HOLD|NOT_SELECTED/.test(outcome),
      );
      const list = obstacles.map(({ ruleId, outcome, reason: { en } }) => `${ruleId} ${outcome} ${en}`);
      return `${applicationId}: ${decision} (${reason.en}) ${list.join('; ')}`;
    })
    .join('\n');
}

function idOf({ applicationId }: { readonly applicationId: string }): string {
  return applicationId;
}

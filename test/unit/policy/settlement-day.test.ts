import { describe, expect, it } from 'vitest';
import { anApplication, aPlan, evaluateRule, someFacts } from '../../support/policy-builders.ts';

/** A batch may be settled after its cut-off: what holds on the day of settlement counts too. */
const plan = aPlan([
  { id: 'TV-1', kind: 'validity', group: 'validity' },
  { id: 'TV-2', kind: 'fund-warning', group: 'fund' },
  { id: 'TV-3', kind: 'annual-plan', group: 'annual_plan' },
]);
const line = (annualPlanId: number, year: number) => ({
  annualPlanId,
  year,
  areaCode: '999901',
  areaLevel: 'county',
  kind: 'medical',
  service: null,
  category: null,
  quantity: 1,
  used: 0,
  publishedOn: `${year}-01-05`,
  document: '年度控制计划',
});
const judge = (ruleId: string, facts: Parameters<typeof someFacts>[0]) =>
  evaluateRule(plan, ruleId, anApplication(), someFacts(facts));

describe('on the day of settlement', () => {
  it.each([
    [null, 'PASS'],
    ['2027-12-31', 'PASS'],
    ['2028-01-01', 'MANUAL_REVIEW'],
  ])('%s the plan is still in force: %s', (ledgerAsOf, outcome) => {
    expect(judge('TV-1', { ledgerAsOf }).outcome).toBe(outcome);
  });

  it.each([
    ['2026-07-31', 'PASS'],
    ['2026-08-01', 'FAIL_IN_PRINCIPLE'],
    ['2026-08-31', 'FAIL_IN_PRINCIPLE'],
    ['2026-09-01', 'PASS'],
  ])('%s a warning declared after the cut-off counts: %s', (ledgerAsOf, outcome) => {
    const fundWarnings = [{ id: 1, from: '2026-08-01', to: '2026-08-31', document: '预警' }];
    expect(judge('TV-2', { ledgerAsOf, fundWarnings }).outcome).toBe(outcome);
  });

  it.each([
    ['2026-12-31', 1],
    ['2027-01-05', 2],
  ])('%s the line of that year is used: %i', (ledgerAsOf, annualPlanId) => {
    const finding = judge('TV-3', { ledgerAsOf, annualPlans: [line(1, 2026), line(2, 2027)] });
    expect(finding.draws).toEqual([{ resource: 'annual_plan', annualPlanId, quantity: 1 }]);
  });
});

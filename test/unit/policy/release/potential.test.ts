import { describe, expect, test } from 'vitest';
import type { AssessmentResult, Finding } from '../../../../api/policy/finding.ts';
import { derivePoolNeed } from '../../../../api/policy/release/pool-need.ts';
import { couldShare, readPotential } from '../../../../api/policy/release/potential.ts';
import { anArea, someFacts } from '../../../support/policy-builders.ts';
import { DISTRICT } from './batches.ts';

const TEXT = { zh: '文', en: 'text' };
const need = derivePoolNeed({ poolKind: 'outpatient_pooling', areaCode: DISTRICT, need: 2, x: 2 });
const draw = {
  resource: 'pool' as const,
  poolKind: 'outpatient_pooling',
  areaCode: DISTRICT,
  quantity: 2,
  retireX: 2,
};

const finding = (outcome: Finding['outcome'], more: Partial<Finding> = {}): Finding => ({
  outcome,
  ruleId: 'DL-B2',
  kind: 'release-ratio',
  group: 'quantity',
  title: TEXT,
  reason: TEXT,
  citation: { source: 'T', section: '§1' },
  dataVersions: {},
  ...more,
});
const read = (...findings: Finding[]) =>
  readPotential([
    {
      planId: 'p',
      planVersion: '1',
      planStatus: 'in_force',
      asOf: '2026-06-30',
      overall: 'MANUAL_REVIEW',
      summary: TEXT,
      findings,
    } satisfies AssessmentResult,
  ]);

describe('what an undecided applicant might take', () => {
  const review = finding('MANUAL_REVIEW', { ruleId: 'DL-A2', group: 'geographic' });

  test('what it would draw if the review ends well', () => {
    expect(read(finding('PASS', { draws: [draw] }), review)).toEqual({
      canEnter: true,
      draws: [draw],
      isUnknown: false,
    });
  });

  test('nothing, when something that no reviewer lifts keeps it out', () => {
    for (const outcome of ['FAIL', 'FAIL_IN_PRINCIPLE', 'NOT_SELECTED'] as const)
      expect(read(finding(outcome, { derived: need }), review).canEnter).toBe(false);
  });

  test('its need, when a ledger rule asks whether the denial stands', () => {
    const question = finding('MANUAL_REVIEW', {
      ruleId: 'DL-E6',
      group: 'ledger',
      derived: { quantityRule: 'DL-B2' },
    });
    expect(read(finding('NOT_SELECTED', { derived: need }), question)).toEqual({
      canEnter: true,
      draws: [draw],
      isUnknown: false,
    });
  });

  test('its need while it waits or is under review itself; unknown where the rule cannot say', () => {
    expect(read(finding('HOLD', { derived: need })).draws).toEqual([draw]);
    expect(read(finding('MANUAL_REVIEW', { derived: need })).draws).toEqual([draw]);
    expect(read(finding('MANUAL_REVIEW'))).toEqual({ canEnter: true, draws: [], isUnknown: true });
  });

  test('nothing of the pool where another rule lowered a denial: it would enter without release', () => {
    const changed = [
      { from: 'NOT_SELECTED' as const, to: 'MANUAL_REVIEW' as const, by: 'DL-F1', reason: TEXT },
    ];
    expect(read(finding('MANUAL_REVIEW', { derived: need, changed }))).toEqual({
      canEnter: true,
      draws: [],
      isUnknown: false,
    });
  });

  test('an unknown need may be of any pool of its areas, and of any pool while its authority is unknown', () => {
    const elsewhere = { ...draw, areaCode: '999909' };
    const licensed = someFacts({
      licensingArea: { areaId: 2, code: DISTRICT, level: 'county', name: '甲区', parentCode: null },
    });
    expect([couldShare(draw, licensed), couldShare(elsewhere, licensed)]).toEqual([true, false]);
    expect(couldShare(elsewhere, someFacts())).toBe(true);
    expect(couldShare({ ...draw, areaCode: anArea().code }, licensed)).toBe(true);
    const plan = { resource: 'annual_plan' as const, annualPlanId: 7, quantity: 1 };
    expect(couldShare(plan, licensed)).toBe(true);
  });
});

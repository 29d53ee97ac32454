import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyEffects } from '../../../api/policy/effects.ts';
import type { Finding } from '../../../api/policy/finding.ts';
import { combineOutcomes, OUTCOMES, type Outcome } from '../../../api/policy/outcome.ts';
import type { Effect, Plan, PlanRule } from '../../../api/policy/plan-shape.ts';
import { applyReviews } from '../../../api/policy/reviews.ts';

const text = { zh: '理由', en: 'reason' };

function finding(
  ruleId: string,
  outcome: Outcome,
  group = 'geographic',
  more: Partial<Finding> = {},
): Finding {
  const citation = { source: '001', section: '§1' };
  return {
    ruleId,
    kind: 'record',
    group,
    title: text,
    citation,
    outcome,
    reason: text,
    dataVersions: {},
    ...more,
  };
}

function planOf(effects: Record<string, Effect[]>, others: string[] = []): Plan {
  const rules = [...Object.keys(effects), ...others].map(
    (id) => ({ id, effects: effects[id] }) as unknown as PlanRule,
  );
  return { rules } as unknown as Plan;
}

const lift: Effect = {
  when: ['EXEMPT'],
  on: { groups: ['geographic', 'quantity'] },
  from: ['FAIL', 'PASS', 'NOT_SELECTED'],
  to: 'EXEMPT',
  reason: text,
};

describe('effects', () => {
  it('an exemption lifts what it names, keeps what was found, and draws nothing', () => {
    const draws = [{ resource: 'annual_plan' as const, annualPlanId: 1, quantity: 1 }];
    const after = applyEffects(planOf({ 'T-1': [lift] }), [
      finding('T-1', 'EXEMPT', 'exemption'),
      finding('T-2', 'FAIL'),
      finding('T-3', 'PASS', 'quantity', { draws }),
      finding('T-4', 'FAIL', 'fund'),
    ]);
    expect(after.map(({ ruleId, outcome }) => [ruleId, outcome])).toEqual([
      ['T-1', 'EXEMPT'],
      ['T-2', 'EXEMPT'],
      ['T-3', 'EXEMPT'],
      ['T-4', 'FAIL'],
    ]);
    expect(after[1]!.changed).toEqual([{ from: 'FAIL', to: 'EXEMPT', by: 'T-1', reason: text }]);
    expect(after[2]!.draws).toBeUndefined();
  });

  it('does nothing when its rule says something else', () => {
    const findings = [finding('T-1', 'NOT_APPLICABLE', 'exemption'), finding('T-2', 'FAIL')];
    expect(applyEffects(planOf({ 'T-1': [lift] }), findings)).toEqual(findings);
  });

  it('changes only the outcomes it names, and follow in the order of the plan', () => {
    const lower: Effect = {
      when: ['PRIORITY'],
      on: { rules: ['T-2'] },
      from: ['FAIL_IN_PRINCIPLE'],
      to: 'MANUAL_REVIEW',
      reason: text,
    };
    const [, both] = applyEffects(planOf({ 'T-0': [lower], 'T-1': [lift] }), [
      finding('T-0', 'PRIORITY', 'priority'),
      finding('T-2', 'FAIL_IN_PRINCIPLE'),
      finding('T-1', 'EXEMPT', 'exemption'),
    ]);
    expect(both!.outcome).toBe('MANUAL_REVIEW');
    const [, hard] = applyEffects(planOf({ 'T-0': [lower] }), [
      finding('T-0', 'PRIORITY'),
      finding('T-2', 'FAIL'),
    ]);
    expect(hard!.outcome).toBe('FAIL');
  });
});

describe('reviews', () => {
  const review = { ruleId: 'T-2', ground: '现场核实无误', reviewer: '王', decidedOn: '2026-01-05' };
  it.each([
    ['FAIL_IN_PRINCIPLE', 'accept', 'PASS'],
    ['MANUAL_REVIEW', 'accept', 'PASS'],
    ['MANUAL_REVIEW', 'refuse', 'FAIL'],
    ['FAIL', 'accept', 'FAIL'],
    ['PASS', 'refuse', 'PASS'],
  ] as const)('%s, %s → %s', (from, decision, to) => {
    const [after] = applyReviews([finding('T-2', from)], [{ ...review, decision }]);
    expect(after!.outcome).toBe(to);
    expect(after!.changed?.length ?? 0).toBe(from === to ? 0 : 1);
  });
});

describe('a review of a claimed exemption', () => {
  const review = { ruleId: 'T-1', ground: '已核对证明文件', reviewer: '王', decidedOn: '2026-01-05' };
  it.each([
    ['accept', 'EXEMPT'],
    ['refuse', 'NOT_APPLICABLE'],
  ] as const)('%s → %s', (decision, outcome) => {
    const [after] = applyReviews([finding('T-1', 'MANUAL_REVIEW', 'exemption')], [{ ...review, decision }]);
    expect(after!.outcome).toBe(outcome);
  });
});

describe('the combination of outcomes', () => {
  const outcomes = fc.array(fc.constantFrom(...OUTCOMES), { maxLength: 12 });
  it('does not depend on order, and more findings never better it', () => {
    const rank = (overall: string) =>
      ['FAIL', 'FAIL_IN_PRINCIPLE', 'MANUAL_REVIEW', 'HOLD', 'NOT_SELECTED', 'PASS'].indexOf(overall);
    fc.assert(
      fc.property(outcomes, outcomes, (some, more) => {
        expect(combineOutcomes([...some, ...more])).toBe(combineOutcomes([...more, ...some]));
        expect(rank(combineOutcomes([...some, ...more]))).toBeLessThanOrEqual(rank(combineOutcomes(some)));
      }),
    );
  });
  it('is PASS only when nothing obstructs', () => {
    expect(combineOutcomes(['PASS', 'EXEMPT', 'NOT_APPLICABLE', 'FLAG', 'PRIORITY'])).toBe('PASS');
    expect(combineOutcomes(['PASS', 'NOT_SELECTED'])).toBe('NOT_SELECTED');
    expect(combineOutcomes(['MANUAL_REVIEW', 'HOLD'])).toBe('MANUAL_REVIEW');
  });
});
